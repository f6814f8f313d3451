using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BatchGen.Benchmarks.Tables;
using BatchGen.Inference.Grammars;

namespace BatchGen.Benchmarks.Schemas;

/// <summary>How long a schema is judged: those of the tests, as Pydantic, Zod and others write them, and some that are made to be much.</summary>
internal sealed class SchemasBenchmark : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "schemas";

    public Task<ResultTable> RunAsync()
    {
        var rows = new List<IReadOnlyList<string>>();
        List<JsonElement> everyday = [.. Everyday()];
        foreach (var schema in everyday)
            Judge(schema);
        List<double> times = [.. everyday.Select(Fastest).Order()];
        rows.Add([$"{everyday.Count} schemas of the tests, each", Text(times[times.Count / 2]), Text(times[(int)(times.Count * 0.95)]), Text(times[^1]), ""]);
        foreach (var (name, json) in Nasty())
        {
            var schema = JsonElement.Parse(json);
            var time = Text(Fastest(schema));
            rows.Add([name, time, time, time, Judge(schema) ? "a grammar" : "refused"]);
        }

        return Task.FromResult(new ResultTable("Judging a schema (milliseconds, the best of five)", ["schema", "median", "p95", "most", "outcome"], rows));
    }

    private static IEnumerable<JsonElement> Everyday()
    {
        var assembly = typeof(SchemasBenchmark).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
                yield return JsonElement.Parse(line).GetProperty("schema");
        }
    }

    private static Dictionary<string, string> Nasty() => new()
    {
        ["enum of 1,000 texts"] = $$"""{"enum":[{{Many(1_000, i => $"\"value {i}\"")}}]}""",
        ["enum of 20,000 texts"] = $$"""{"enum":[{{Many(20_000, i => $"\"value {i}\"")}}]}""",
        ["enum of 5,000 whole numbers"] = $$"""{"type":"integer","enum":[{{Many(5_000, i => $"{i}")}}]}""",
        ["enum of 2,000 objects"] = $$"""{"enum":[{{Many(2_000, i => $$"""{"a":{{i}}}""")}}]}""",
        ["30 arrays in each other"] = Nested(30, """{"type":"array","items":@}"""),
        ["5 levels of two members"] = Nested(5, """{"type":"object","properties":{"a":@,"b":@}}"""),
        ["1,000 members"] = """{"type":"object","properties":{""" + Many(1_000, i => $"\"p{i}\":{{\"type\":\"string\"}}") + "}}",
        ["150 arms of a discriminated union"] = $$"""{"oneOf":[{{Many(150, i => $$$"""{"type":"object","properties":{"k":{"const":"k{{{i}}}"}},"required":["k"]}""")}}]}""",
        ["pattern of 1,500 repeats"] = """{"type":"string","pattern":"^(a|aa){1,500}$"}""",
        ["pattern that knows 14 back"] = """{"type":"string","pattern":".*a.{14}$"}""",
        ["pattern of repeats in repeats"] = """{"type":"string","pattern":"((a{1,90}){1,90}){1,90}"}""",
        ["text of 400,000 characters"] = """{"type":"string","minLength":400000,"maxLength":500000}""",
        ["multiples of 1,999 in 10^300"] = """{"type":"integer","minimum":-1e300,"maximum":1e300,"multipleOf":1999}""",
        ["100 different of 400"] = """{"type":"array","uniqueItems":true,"minItems":100,"items":{"enum":[""" + Many(400, i => $"{i}") + "]}}",
        ["16 anyOf at once"] = $$"""{"allOf":[{{Many(16, i => $$$$"""{"anyOf":[{"properties":{"a{{{{i}}}}":{"type":"string"}}},{"properties":{"b{{{{i}}}}":{"type":"string"}}}]}""")}}]}""",
    };

    private static string Many(int count, Func<int, string> one) => string.Join(',', Enumerable.Range(0, count).Select(one));

    private static string Nested(int depth, string around) =>
        Enumerable.Range(0, depth).Aggregate("{}", (inner, _) => around.Replace("@", inner, StringComparison.Ordinal));

    private static double Fastest(JsonElement schema) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        Judge(schema);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    });

    private static bool Judge(JsonElement schema)
    {
        try
        {
            JsonSchemaGrammar.Convert(schema);
            return true;
        }
        catch (SchemaException)
        {
            return false;
        }
    }

    private static string Text(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
}
