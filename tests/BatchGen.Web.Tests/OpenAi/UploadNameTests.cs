using BatchGen.Web.OpenAi;
using Microsoft.Net.Http.Headers;

namespace BatchGen.Web.Tests.OpenAi;

public sealed class UploadNameTests
{
    [Theory]
    [InlineData("filename=\"plain.jsonl\"", "plain.jsonl")]
    [InlineData("filename=token.jsonl", "token.jsonl")]
    [InlineData("filename=\"half\\\"way.jsonl\"", "half\"way.jsonl")]
    [InlineData("filename=\"half%22way.jsonl\"", "half\"way.jsonl")]
    [InlineData("filename=\"a%0D%0Ab.jsonl\"", "ab.jsonl")]
    [InlineData("filename=\"100%.jsonl\"", "100%.jsonl")]
    [InlineData("filename=\"100%25.jsonl\"", "100%25.jsonl")]
    [InlineData("filename=\"two\\\\slashes.jsonl\"", "two\\slashes.jsonl")]
    [InlineData("filename=\"C:\\temp\\a.jsonl\"", "C:\\temp\\a.jsonl")]
    [InlineData("filename=\"folder/a.jsonl\"", "folder/a.jsonl")]
    [InlineData("filename=\"你好 – é.jsonl\"", "你好 – é.jsonl")]
    [InlineData("filename=\"fallback.jsonl\"; filename*=UTF-8''%E4%BD%A0%20%22b%22.jsonl", "你 \"b\".jsonl")]
    [InlineData("filename*=UTF-8''half%5Cway.jsonl", "half\\way.jsonl")]
    public void Of_GivesTheNameAsItWas(string parameter, string name) =>
        Assert.Equal(name, UploadName.Of(ContentDispositionHeaderValue.Parse($"form-data; name=\"file\"; {parameter}")));
}
