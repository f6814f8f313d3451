namespace BatchGen.Code.Tests.Outlines;

public sealed class JavaScriptOutlineTests
{
    private const string Sample = """
        'use strict';

        const fs = require('fs');

        function total(order) {
          let sum = 0;
          order.lines.forEach((line) => {
            sum += line.amount;
          });
          return sum;
        }

        class Orders {
          static create() {
            return new Orders();
          }

          get size() {
            return this.list.length / 2 / 1;
          }
        }

        module.exports = {
          total,
          load(path) {
            return fs.readFileSync(path);
          },
          Orders,
        };
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: const fs = require('fs');",
                "Declaration: function total(order) {",
                "Statement: order.lines.forEach((line) => {",
                "Statement: return sum;",
                "Declaration: class Orders {",
                "Member: get size() {",
                "Declaration: module.exports = {",
                "Statement: load(path) {",
                "Statement: Orders,",
            ],
            OutlineText.GetBoundaries("javascript", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["const fs = require('fs');"], OutlineText.GetImports("javascript", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["module.exports =", "load(path)"], OutlineText.GetScopes("javascript", Sample, "return fs.read"));
}
