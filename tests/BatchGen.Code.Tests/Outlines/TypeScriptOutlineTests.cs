namespace BatchGen.Code.Tests.Outlines;

public sealed class TypeScriptOutlineTests
{
    private const string Sample = """
        import { Injectable } from '@angular/core'
        import {
          Order,
          Line,
        } from './model'

        /** What one order costs. */
        @Injectable({
          providedIn: 'root',
        })
        export class Prices {
          private rate = 0.19

          constructor(private readonly clock: Clock) {
            this.rate = 0.2
          }

          // Sums the lines.
          total(order: Order): number {
            const open = /[{"]/.test(order.note)
            const text = `class Fake { ${order.lines.map(line => `{${line}}`)} }`
            return order.lines
              .map(line => line.amount)
              .reduce((sum, amount) => sum + amount, 0)
          }
        }

        export const load = async (path: string) => {
          const file = await open(path)
          if (file.empty) {
            return []
          }
          else {
            return parse(file)
          }
        }

        describe('prices', () => {
          it('sums', () => {
            expect(total([])).toBe(0)
          })

          it('rounds', () => {
            expect(total([1.005])).toBe(1.01)
          })
        })

        const routes = [
          { path: 'orders', component: Orders },
          { path: 'prices', component: Prices },
        ]
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: import {",
                "Declaration: /** What one order costs. */",
                "Member: constructor(private readonly clock: Clock) {",
                "Member: // Sums the lines.",
                "Statement: const text = `class Fake { ${order.lines.map(line => `{${line}}`)} }`",
                "Statement: return order.lines",
                "Declaration: export const load = async (path: string) => {",
                "Statement: if (file.empty) {",
                "Declaration: describe('prices', () => {",
                "Statement: it('rounds', () => {",
                "Declaration: const routes = [",
                "Statement: { path: 'prices', component: Prices },",
            ],
            OutlineText.GetBoundaries("typescript", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["import { Injectable } from '@angular/core'", "import { Order, Line, } from './model'"], OutlineText.GetImports("typescript", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["describe('prices', () =>", "it('rounds', () =>"], OutlineText.GetScopes("typescript", Sample, "expect(total([1.005]))"));
}
