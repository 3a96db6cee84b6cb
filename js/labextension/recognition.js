// Which notebooks are lessons. A notebook is a lesson only if its code is, cell for cell, the code of a lesson that this
// package shipped. Its name, its metadata, and its text decide nothing.
/** @import {NotebookModel} from "./jupyterlab.js" */

// In a course that uses nbgrader, a handout has a grade cell for each question; on a student's machine it does nothing.
const GRADE_CELL = /^from massage_billing\.coursework import nbgrader\n\nnbgrader\.points\("q\d+"\)$/;
export const START_PAGE = "00_start_here";

/**
 * The sources of a notebook's cells, or of its cells of one type.
 * @param {Pick<NotebookModel, "sharedModel">} model
 * @param {string} [type]
 */
export const sourcesOf = (model, type) =>
  [...model.sharedModel.cells].filter((cell) => !type || cell.cell_type === type).map((cell) => cell.getSource());

/**
 * @param {string[]} one
 * @param {string[]} other
 */
export const same = (one, other) => one.length === other.length && one.every((source, at) => source === other[at]);

/**
 * @param {Pick<NotebookModel, "sharedModel">} model
 * @param {Record<string, string[]>} shipped the code cells of each lesson
 */
export const isLesson = (model, shipped) => {
  const code = sourcesOf(model, "code").filter((source) => !GRADE_CELL.test(source));
  return Object.values(shipped).some((lesson) => same(lesson, code));
};

/**
 * The name of the lesson that follows one, or undefined after the last one. Lessons are numbered.
 * @param {string} path of a lesson, or of a newer version of it
 * @param {string[]} files all pages
 */
export const lessonAfter = (path, files) => {
  const lessons = files.filter((name) => /^\d\d_.+\.ipynb$/.test(name)).map((name) => name.slice(0, -".ipynb".length));
  return lessons.sort().find((_, at) => at > 0 && path.startsWith(lessons[at - 1]));
};

/** @param {{context: {path: string}}} panel */
export const isStartPage = (panel) => panel.context.path.startsWith(START_PAGE);
