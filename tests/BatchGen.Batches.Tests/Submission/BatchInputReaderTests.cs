using System.Text;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using static BatchGen.Batches.Tests.Submission.InputReading;

namespace BatchGen.Batches.Tests.Submission;

public sealed class BatchInputReaderTests
{
    [Theory]
    [InlineData("{", "invalid_json", null)]
    [InlineData("{\"prompt\":\"a\"} x", "invalid_json", null)]
    [InlineData("{\"prompt\":\"a\",\"prompt\":\"b\"}", "invalid_json", null)]
    [InlineData("{\"prompt\":\"\\ud800\"}", "invalid_json", null)]
    [InlineData("{\"prompt\":\"a\",\"\\ud800\":1}", "invalid_json", null)]
    [InlineData("{\"prompt\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}", "invalid_json", null)]
    [InlineData("{\"promt\":\"a\"}", "unknown_field", "promt")]
    [InlineData("{\"prompt\":\"a\",\"functions\":[{}]}", "unsupported_field", "functions")]
    [InlineData("{\"prompt\":\"a\",\"tools\":[{}]}", "missing_field", "tools[0].type")]
    [InlineData("{\"custom_id\":\"a\"}", "missing_field", "prompt")]
    [InlineData("{\"prompt\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]}", "value_out_of_range", "prompt")]
    [InlineData("{\"prompt\":\" \"}", "empty_prompt", "prompt")]
    [InlineData("{\"prompt\":5}", "invalid_type", "prompt")]
    [InlineData("{\"prompt\":null}", "missing_field", "prompt")]
    [InlineData("{\"custom_id\":7,\"prompt\":\"a\"}", "invalid_type", "custom_id")]
    [InlineData("{\"custom_id\":\"\",\"prompt\":\"a\"}", "invalid_custom_id", "custom_id")]
    [InlineData("{\"custom_id\":\"a\\u0000\",\"prompt\":\"a\"}", "invalid_custom_id", "custom_id")]
    [InlineData("{\"messages\":[]}", "empty_prompt", "messages")]
    [InlineData("{\"messages\":{}}", "invalid_type", "messages")]
    [InlineData("{\"messages\":[1]}", "invalid_type", "messages[0]")]
    [InlineData("{\"messages\":[{\"role\":\"robot\",\"content\":\"a\"}]}", "value_out_of_range", "messages[0].role")]
    [InlineData("{\"messages\":[{\"role\":\"user\"}]}", "missing_field", "messages[0].content")]
    [InlineData("{\"messages\":[{\"content\":\"a\"}]}", "missing_field", "messages[0].role")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":null}]}", "missing_field", "messages[0].content")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"tool_calls\":[{}]}]}", "value_out_of_range", "messages[0].tool_calls")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}", "value_out_of_range", "messages[0].content[0].type")]
    [InlineData("{\"prompt\":\"a\",\"temperature\":3}", "value_out_of_range", "temperature")]
    [InlineData("{\"prompt\":\"a\",\"temperature\":1e999}", "value_out_of_range", "temperature")]
    [InlineData("{\"prompt\":\"a\",\"temperature\":\"hot\"}", "invalid_type", "temperature")]
    [InlineData("{\"prompt\":\"a\",\"top_p\":1.1}", "value_out_of_range", "top_p")]
    [InlineData("{\"prompt\":\"a\",\"top_k\":-2}", "value_out_of_range", "top_k")]
    [InlineData("{\"prompt\":\"a\",\"min_p\":-0.1}", "value_out_of_range", "min_p")]
    [InlineData("{\"prompt\":\"a\",\"repetition_penalty\":0}", "value_out_of_range", "repetition_penalty")]
    [InlineData("{\"prompt\":\"a\",\"frequency_penalty\":2.5}", "value_out_of_range", "frequency_penalty")]
    [InlineData("{\"prompt\":\"a\",\"presence_penalty\":-2.5}", "value_out_of_range", "presence_penalty")]
    [InlineData("{\"prompt\":\"a\",\"max_tokens\":0}", "value_out_of_range", "max_tokens")]
    [InlineData("{\"prompt\":\"a\",\"max_tokens\":1.5}", "invalid_type", "max_tokens")]
    [InlineData("{\"prompt\":\"a\",\"max_tokens\":99999999999}", "value_out_of_range", "max_tokens")]
    [InlineData("{\"prompt\":\"a\",\"seed\":1.5}", "invalid_type", "seed")]
    [InlineData("{\"prompt\":\"a\",\"stop\":5}", "invalid_type", "stop")]
    [InlineData("{\"prompt\":\"a\",\"stop\":[\"\"]}", "value_out_of_range", "stop[0]")]
    [InlineData("{\"prompt\":\"a\",\"n\":2}", "value_out_of_range", "n")]
    [InlineData("{\"prompt\":\"a\",\"stream\":true}", "value_out_of_range", "stream")]
    [InlineData("{\"prompt\":\"a\",\"model\":1}", "invalid_type", "model")]
    [InlineData("{\"prompt\":\"a\",\"task\":\"dance\"}", "unknown_task", "task")]
    [InlineData("{\"prompt\":\"a\",\"task\":5}", "invalid_type", "task")]
    [InlineData("{\"prompt\":\"a\",\"task\":{}}", "missing_field", "task.name")]
    [InlineData("{\"prompt\":\"a\",\"task\":{\"name\":\"fix\",\"dance\":1}}", "unknown_field", "task.dance")]
    [InlineData("{\"prompt\":\"a\",\"prompt_language\":\"zh\"}", "missing_field", "task")]
    [InlineData("{\"prompt\":\"a\",\"task\":\"fix\",\"prompt_language\":\"fr\"}", "value_out_of_range", "prompt_language")]
    [InlineData("{\"prompt\":\"a\",\"task\":\"fix\",\"path\":\"../a\"}", "path_escapes", "path")]
    [InlineData("{\"prompt\":\"a\",\"task\":\"fix\",\"code\":\"b\"}", "value_out_of_range", "code")]
    [InlineData("{\"prefix\":\"a\",\"task\":{\"name\":\"infill\",\"mode\":\"half\"}}", "value_out_of_range", "task.mode")]
    [InlineData("{\"files\":[{\"path\":\"a\"}],\"task\":\"repository_edit\"}", "missing_field", "files[0].code")]
    [InlineData(
        "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"a\"}],\"task\":\"fix\"}", "task_input_mismatch", "messages")]
    [InlineData("{\"url\":\"/v1/chat/completions\",\"body\":{}}", "missing_field", "method")]
    [InlineData("{\"method\":\"GET\",\"url\":\"/v1/chat/completions\",\"body\":{}}", "unsupported_method", "method")]
    [InlineData("{\"method\":\"POST\",\"body\":{}}", "missing_field", "url")]
    [InlineData("{\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{}}", "unsupported_url", "url")]
    [InlineData("{\"method\":\"POST\",\"url\":\"/v1/chat/completions\"}", "missing_field", "body")]
    [InlineData("{\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":7}", "invalid_type", "body")]
    [InlineData("{\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}}", "missing_field", "messages")]
    [InlineData("{\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"prompt\":\"a\"}}", "unknown_field", "prompt")]
    [InlineData("{\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{},\"x\":1}", "unknown_field", "x")]
    public async Task Read_NamesTheProblem_WhenALineIsBad(string line, string code, string? param)
    {
        var reading = await ReadAsync("{\"prompt\":\"good\"}\n" + line);

        Assert.IsType<GoodEntry>(reading.Entries[0]);
        var bad = Assert.IsType<BadEntry>(reading.Entries[1]);
        Assert.Equal((2, code, param), (bad.Problem.Line!.Value, bad.Problem.Code, bad.Problem.Param));
        Assert.EndsWith(".", bad.Problem.Message.TrimEnd(')'), StringComparison.Ordinal);
        Assert.Null(reading.Fatal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public async Task Read_IsInvalidJson_WhenALineOfJsonLinesIsNoObject(string line)
    {
        var reading = await ReadAsync(line, InputFormat.JsonLines);

        Assert.Equal(ProblemCodes.InvalidJson, Assert.IsType<BadEntry>(Assert.Single(reading.Entries)).Problem.Code);
    }

    [Fact]
    public async Task Read_KeepsEverySetting_WhenALineGivesThem()
    {
        const string Line = """
            {"custom_id":"x","messages":[{"role":"developer","content":"s"},{"role":"user","name":"n","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],"model":"m","max_completion_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.1,"repetition_penalty":1.1,"frequency_penalty":0.2,"presence_penalty":-0.3,"seed":-1,"stop":["x","y"],"n":1,"stream":false,"user":"u","task":"generate"}
            """;

        var entry = Assert.IsType<GoodEntry>(Assert.Single((await ReadAsync(Line)).Entries));

        Assert.Equal("x", entry.CustomId);
        Assert.Equal(
            """{"messages":[{"role":"system","content":"s"},{"role":"user","content":"ab"}],"task":{"kind":"generate","options":{"language":"english","infill_mode":"block"}},"model":"m","max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.1,"repetition_penalty":1.1,"frequency_penalty":0.2,"presence_penalty":-0.3,"seed":18446744073709551615,"stop":["x","y"]}""",
            StoredJson.Write(entry.Request));
    }

    [Fact]
    public async Task Read_LeavesSettingsOpen_WhenALineGivesNull()
    {
        var entry = Assert.Single((await ReadAsync("""{"prompt":"a","temperature":null,"stop":null,"max_tokens":null,"model":null}""")).Entries);

        Assert.Equal("""{"messages":[{"role":"user","content":"a"}]}""", StoredJson.Write(Assert.IsType<GoodEntry>(entry).Request));
    }

    [Fact]
    public async Task Read_ContinuesPlainText_WhenTheUrlIsCompletions()
    {
        var reading = await ReadAsync("""{"custom_id":"a","method":"POST","url":"/v1/completions","body":{"prompt":"def f("}}""");

        Assert.Equal("def f(", Assert.IsType<GoodEntry>(Assert.Single(reading.Entries)).Request.Prompt);
        Assert.Equal("/v1/completions", reading.Reader.Endpoint);
    }

    [Theory]
    [InlineData("one\ntwo\n", 2, 0)]
    [InlineData("one\r\ntwo", 2, 0)]
    [InlineData("\uFEFFone\n\n \t\n\r\ntwo\n\n", 2, 4)]
    public async Task Read_TakesEachLineAsAPrompt_WhenTheInputIsText(string input, int items, int blank)
    {
        var reading = await ReadAsync(input);

        Assert.Equal(InputFormat.Text, reading.Reader.Format);
        Assert.Equal(["one", "two"], reading.Entries.Cast<GoodEntry>().Select(entry => entry.Request.Messages![0].Content));
        Assert.Equal(items, reading.Entries.Count);
        Assert.Equal(blank, reading.Reader.BlankLines);
    }

    [Theory]
    [InlineData("\uFEFF{\"prompt\":\"a\"}\r\n\r\n{\"prompt\":\"b\"}\r\n")]
    [InlineData("\n  {\"prompt\":\"a\"}\n{\"prompt\":\"b\"}")]
    public async Task Read_IsJsonLines_WhenTheFirstLineOpensAnObject(string input)
    {
        var reading = await ReadAsync(input);

        Assert.Equal(InputFormat.JsonLines, reading.Reader.Format);
        Assert.Equal(["a", "b"], reading.Entries.Cast<GoodEntry>().Select(entry => entry.Request.Messages![0].Content));
    }

    [Fact]
    public async Task Read_TakesBracesAsText_WhenTheFormatIsGiven()
    {
        var reading = await ReadAsync("{ int x; } what does this do", InputFormat.Text);

        Assert.IsType<GoodEntry>(Assert.Single(reading.Entries));
    }

    [Fact]
    public async Task Read_GivesLineAndByte_WhenALineIsNotUtf8()
    {
        byte[] input = [.. "first\nse"u8, 0xFF, .. "cond\nthird"u8];

        var reading = await ReadAsync(input);

        var bad = Assert.IsType<BadEntry>(reading.Entries[1]);
        Assert.Equal((2, "invalid_utf8"), (bad.Problem.Line, bad.Problem.Code));
        Assert.Contains("0xFF at position 3 of the line (byte 9 of the input)", bad.Problem.Message, StringComparison.Ordinal);
        Assert.IsType<GoodEntry>(reading.Entries[2]);
    }

    [Theory]
    [InlineData(499, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(5000, false)]
    public async Task Read_RefusesALine_WhenItIsTooLong(int length, bool isGood)
    {
        var reading = await ReadAsync($"short\n{new string('x', length)}\nshort");

        Assert.Equal(3, reading.Entries.Count);
        Assert.Equal(isGood, reading.Entries[1] is GoodEntry);
        Assert.True(isGood || ((BadEntry)reading.Entries[1]).Problem.Code == ProblemCodes.LineTooLong);
        Assert.IsType<GoodEntry>(reading.Entries[2]);
    }

    [Fact]
    public async Task Read_StillDetectsTheFormat_WhenTheFirstLineIsTooLong()
    {
        var reading = await ReadAsync($"{{\"prompt\":\"{new string('x', 600)}\"}}\n{{\"prompt\":\"a\"}}");

        Assert.Equal(InputFormat.JsonLines, reading.Reader.Format);
        Assert.IsType<BadEntry>(reading.Entries[0]);
        Assert.IsType<GoodEntry>(reading.Entries[1]);
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("\uFEFF", "empty_file")]
    [InlineData("\r\n\n  \n", "empty_file")]
    [InlineData("[\n{\"prompt\":\"a\"}\n]", "invalid_json")]
    [InlineData("[{\"prompt\":\"a\"}]", "invalid_json")]
    public async Task Read_RefusesTheWhole_WhenItIsNoListOfPrompts(string input, string code)
    {
        var reading = await ReadAsync(input);

        Assert.Equal(code, reading.Fatal?.Code);
        Assert.Empty(reading.Entries);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_Stops_WhenTheInputIsTooLarge(bool knowsItsLength)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 500) + "\n", 20)));
        await using Stream stream = knowsItsLength ? new MemoryStream(bytes) : new ForwardOnlyStream(bytes);

        var reading = await ReadAsync(stream, InputFormat.Detect);

        Assert.Equal(ProblemCodes.FileTooLarge, reading.Fatal?.Code);
    }

    [Fact]
    public async Task Read_Stops_WhenThereAreTooManyItems()
    {
        var reading = await ReadAsync(string.Concat(Enumerable.Repeat("x\n\n", 21)));

        Assert.Equal((ProblemCodes.TooManyItems, 41), (reading.Fatal?.Code, reading.Fatal?.Line));
    }

    [Fact]
    public async Task Read_RefusesALine_WhenItIsForAnotherEndpoint()
    {
        var reading = await ReadAsync("{\"prompt\":\"a\"}\n{\"prompt\":\"a\"}\n{\"method\":\"POST\",\"url\":\"/v1/completions\",\"body\":{\"prompt\":\"a\"}}");

        Assert.Equal(ProblemCodes.UnsupportedUrl, Assert.IsType<BadEntry>(reading.Entries[2]).Problem.Code);
        Assert.Equal(2, reading.Entries.OfType<GoodEntry>().Count());
    }
}
