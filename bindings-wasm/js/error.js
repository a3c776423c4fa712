// The one error of a comparison, with the code that is the same in every language.
export class DiffError extends Error {
  constructor({ code, message, side }) {
    super(message);
    this.name = "DiffError";
    this.code = code;
    this.side = side;
  }

  // As plain data, for the way out of a worker.
  toJSON() {
    return { code: this.code, message: this.message, side: this.side };
  }
}
