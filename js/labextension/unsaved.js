// What a lesson's own run changes in its notebook is not a change that the learner made.
import { same, sourcesOf } from "./recognition.js";
/** @import {NotebookModel} from "./jupyterlab.js" */

/**
 * Do something that changes a notebook's outputs, and leave the notebook marked as saved, so that leaving it asks nothing.
 * If a cell's text changes meanwhile, somebody is writing, and the mark stays.
 * @param {NotebookModel} model
 * @param {() => Promise<unknown>} act
 */
export const leaveUnmarked = async (model, act) => {
  const before = sourcesOf(model);
  const unmark = () =>
    void Promise.resolve().then(() => {
      if (same(before, sourcesOf(model))) model.dirty = false; // after everyone has heard of the change
    });
  unmark();
  model.stateChanged.connect(unmark);
  try {
    await act();
  } finally {
    model.stateChanged.disconnect(unmark);
  }
};
