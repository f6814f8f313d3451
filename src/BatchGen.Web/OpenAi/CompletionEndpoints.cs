using System.Text.Json.Nodes;
using BatchGen.Batches.Live;
using BatchGen.Batches.Results;
using BatchGen.Web.Wire;
namespace BatchGen.Web.OpenAi;

/// <summary><c>/v1/chat/completions</c> and <c>/v1/completions</c>: somebody waits for the answer.</summary>
internal static class CompletionEndpoints
{
    private const string Tag = "OpenAI: completions";

    private const string ChatExample =
        """{"model":"batchgen-demo","messages":[{"role":"user","content":"Write a function that adds two numbers."}]}""";

    public static void Map(RouteGroupBuilder submitting)
    {
        submitting.MapPost(
            "/chat/completions", (HttpContext http, LiveAnswers answers) => answers.AnswerAsync(http, LiveRequestParser.ParseChat, new ChatWording()))
            .WithTags(Tag).WithSummary("Answers a conversation, whole or streamed")
            .Takes("application/json", JsonNode.Parse(ChatExample)!)
            .Produces<ChatCompletionBody>().Produces<ApiError>(400).Produces<ApiError>(404).Produces<ApiError>(429).Produces<ApiError>(503);
        submitting.MapPost(
            "/completions", (HttpContext http, LiveAnswers answers) => answers.AnswerAsync(http, LiveRequestParser.ParseCompletion, new TextWording()))
            .WithTags(Tag).WithSummary("Continues a text, whole or streamed")
            .Takes("application/json", JsonNode.Parse("""{"model":"batchgen-demo","prompt":"def add(a, b):"}""")!)
            .Produces<TextCompletionBody>().Produces<ApiError>(400).Produces<ApiError>(404).Produces<ApiError>(429).Produces<ApiError>(503);
    }
}
