// When a lesson runs, its outputs change. That does not count as a change by the learner.
import { same, sourcesOf } from "./recognition.js";
/** @import {NotebookModel} from "./jupyterlab.js" */

/**
 * Call a function that changes a notebook's outputs, and mark the notebook as saved, so that closing it asks no question.
 * If a cell's text changes meanwhile, somebody is typing, and the notebook stays marked as changed.
 * @param {NotebookModel} model
 * @param {() => Promise<unknown>} act
 */
export const leaveUnmarked = async (model, act) => {
  const before = sourcesOf(model);
  const unmark = () =>
    void Promise.resolve().then(() => {
      if (same(before, sourcesOf(model))) model.dirty = false; // after all listeners have handled the change
    });
  unmark();
  model.stateChanged.connect(unmark);
  try {
    await act();
  } finally {
    model.stateChanged.disconnect(unmark);
  }
};
