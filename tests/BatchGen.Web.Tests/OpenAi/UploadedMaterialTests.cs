using System.Net;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.OpenAi;

/// <summary>Files as people's tools write them, over the API: their encoding, their names, what is in an archive.</summary>
public sealed class UploadedMaterialTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private const string Lines = """
        {"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"Grüße"}]}}
        {"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"Écris"}]}}

        """;

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-8", true)]
    public async Task Batch_Runs_WhateverUnicodeItsFileIsIn(string encoding, bool hasMark)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        var codec = Encoding.GetEncoding(encoding);

        var batch = await RunAsync(program, [.. hasMark ? codec.GetPreamble() : [], .. codec.GetBytes(Lines)], "night.jsonl");

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(2, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
    }

    [Fact]
    public async Task Batch_FailsWithOneError_WhenItsFileIsInACodePage()
    {
        using var program = await server.ProgramAsync(Role.Submitter);

        var batch = await RunAsync(program, Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(
            n => Lines.Replace("\"a\"", $"\"a{n}\"", StringComparison.Ordinal).Replace("\"b\"", $"\"b{n}\"", StringComparison.Ordinal)))), "night.jsonl");

        Assert.Equal("failed", batch.GetProperty("status").GetString());
        var error = Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray());
        Assert.Equal("invalid_utf8", error.GetProperty("code").GetString());
        Assert.Contains("Windows-1252", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("half\\\"way.jsonl", "half\"way.jsonl")]
    [InlineData("half%22way.jsonl", "half\"way.jsonl")]
    [InlineData("C:\\temp\\way.jsonl", "way.jsonl")]
    public async Task File_KeepsItsName_HoweverItsQuotesAreWritten(string written, string name)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var content = new StringContent(
            $"--edge\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{written}\"\r\n\r\n{Lines}\r\n--edge--\r\n");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=edge");

        var file = await program.AskAsync(HttpMethod.Post, "/v1/files", content);

        Assert.Equal(name, file.GetProperty("filename").GetString());
    }

    [Fact]
    public async Task DryRun_SaysWhatBecomesOfTheFilesOfAnArchive()
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var zip = new ByteArrayContent(new ZipBuilder().With("a\nb.py", "x = 1").With("__MACOSX/._a.py", "x").Build().ToArray());

        var report = await program.AskAsync(HttpMethod.Post, "/api/batches/dry-run?filename=sources.zip&task=comment&name_encoding=gbk", zip);

        Assert.Equal(1, report.GetProperty("good_items").GetInt32());
        Assert.Equal(["a_b.py", "__MACOSX/._a.py"], report.GetProperty("notes").EnumerateArray().Select(note => note.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("filename=sources.zip&task=comment&name_encoding=klingon", "value_out_of_range")]
    [InlineData("filename=sources.zip&task=juggle", "unknown_task")]
    [InlineData("filename=main.py&task=comment", "value_out_of_range")]
    public async Task DryRun_IsRefused_WhenItIsToldWhatNobodyKnows(string query, string code)
    {
        using var program = await server.ProgramAsync(Role.Submitter);
        using var zip = new ByteArrayContent(new ZipBuilder().With("a.py", "x = 1").Build().ToArray());

        await program.RefusedAsync(HttpMethod.Post, $"/api/batches/dry-run?{query}", zip, HttpStatusCode.BadRequest, code);
    }

    private static async Task<JsonElement> RunAsync(Visitor program, byte[] input, string name)
    {
        using var content = new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { new ByteArrayContent(input), "file", name } };
        var file = (await program.AskAsync(HttpMethod.Post, "/v1/files", content)).IdOf();
        var id = (await program.AskAsync(HttpMethod.Post, "/v1/batches", ApiVisits.Order(file))).IdOf();
        var batch = default(JsonElement);
        await Patience.UntilAsync(
            async () => (batch = await program.AskAsync(HttpMethod.Get, $"/v1/batches/{id}")).GetProperty("status").GetString() is "completed" or "failed",
            "the batch's end");
        return batch;
    }
}
