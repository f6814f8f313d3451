using System.Globalization;
using System.Text;

namespace BatchGen.Benchmarks.LongInputs;

/// <summary>Source of any length, of declarations that differ in names and numbers only.</summary>
internal static class SourceSamples
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["orders.cs"] = "/// <summary>Sums group {0}.</summary>\npublic static class Group{0}\n{{\n    public static decimal Sum(IEnumerable<Order> orders)\n    {{\n        var sum = 0m;\n        foreach (var order in orders.Where(order => order.Group == {0}))\n            sum += order.Amount; // \"not\" a brace: }}\n        return sum;\n    }}\n}}\n\n",
        ["orders.py"] = "def sum_group_{0}(orders):\n    \"\"\"Sums group {0}.\"\"\"\n    total = 0\n    for order in orders:\n        if order.group == {0}:  # only ours\n            total += order.amount\n    return total\n\n\n",
        ["orders.ts"] = "export function sumGroup{0}(orders: Order[]): number {{\n  // group {0}\n  return orders.filter(order => order.group === {0}).reduce((sum, order) => sum + order.amount, 0);\n}}\n\n",
        ["orders.go"] = "// SumGroup{0} sums group {0}.\nfunc SumGroup{0}(orders []Order) int {{\n\ttotal := 0\n\tfor _, order := range orders {{\n\t\tif order.Group == {0} {{\n\t\t\ttotal += order.Amount\n\t\t}}\n\t}}\n\treturn total\n}}\n\n",
        ["orders.sql"] = "-- group {0}\nSELECT customer_id, SUM(amount) AS total\nFROM orders\nWHERE group_id = {0}\nGROUP BY customer_id\nORDER BY total DESC;\n\n",
        ["orders.md"] = "## Group {0}\n\nGroup {0} holds the orders of region {0}.\n\n- summed by customer\n- sorted by amount\n\n",
        ["one-line.txt"] = "group {0} is summed; ",
    };

    public static IEnumerable<string> Paths => Declarations.Keys;

    public static string Fill(string path, int bytes)
    {
        var text = new StringBuilder(bytes + 1_000);
        var format = CompositeFormat.Parse(Declarations[path]);
        for (var number = 0; text.Length < bytes; number++)
            text.AppendFormat(CultureInfo.InvariantCulture, format, number);
        return text.ToString();
    }
}
