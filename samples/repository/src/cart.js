export class Cart {
  constructor() {
    this.lines = new Map();
  }

  add(article, count = 1) {
    this.lines.set(article.id, { article, count: (this.lines.get(article.id)?.count ?? 0) + count });
  }

  remove(id) {
    this.lines.delete(id);
  }

  total() {
    let cents = 0;
    for (const { article, count } of this.lines.values()) {
      cents += article.cents * count;
    }
    return cents;
  }
}
