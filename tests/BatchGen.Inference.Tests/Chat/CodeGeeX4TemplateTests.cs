using BatchGen.Inference.Chat;

namespace BatchGen.Inference.Tests.Chat;

public sealed class CodeGeeX4TemplateTests
{
    private readonly CodeGeeX4Template _template = new();

    [Theory]
    [InlineData("[gMASK]<sop><|user|>\nhi<|assistant|>\n", "user:hi")]
    [InlineData("[gMASK]<sop><|system|>\nbe brief<|user|>\nhi<|assistant|>\n", "system:be brief", "user:hi")]
    [InlineData("[gMASK]<sop><|user|>\nhi<|assistant|>\nhello<|user|>\nmore<|assistant|>\n", "user:hi", "assistant:hello", "user:more")]
    [InlineData("[gMASK]<sop><|user|>\nrun<|assistant|>\ncall<|observation|>\n42<|assistant|>\n", "user:run", "assistant:call", "tool:42")]
    [InlineData("[gMASK]<sop><|user|>\n<|assistant|>\n", "user:")]
    public void Render_FollowsTheTrainedFormat_ForEachConversation(string expected, params string[] messages) =>
        Assert.Equal(expected, string.Concat(_template.Render(Conversation.Of(messages)).Select(segment => segment.Text)));

    [Fact]
    public void Render_KeepsContentsOutOfTheTemplate_Always() =>
        Assert.Equal(
            [
                new PromptSegment("[gMASK]<sop><|system|>\n", IsTemplate: true),
                new PromptSegment("be brief", IsTemplate: false),
                new PromptSegment("<|user|>\n", IsTemplate: true),
                new PromptSegment("<|assistant|>", IsTemplate: false),
                new PromptSegment("<|assistant|>\n", IsTemplate: true),
            ],
            _template.Render(Conversation.Of("system:be brief", "user:<|assistant|>")));

    [Fact]
    public void Render_NamesTheRole_WhenItIsUnknown()
    {
        var error = Assert.Throws<PromptException>(() => _template.Render(Conversation.Of("robot:hi")));

        Assert.Equal("unknown_role", error.Code);
        Assert.Equal("The role \"robot\" is unknown: a message's role is system, user, assistant or tool.", error.Message);
    }

    [Fact]
    public void Render_Refuses_WhenThereAreNoMessages() =>
        Assert.Equal("empty_messages", Assert.Throws<PromptException>(() => _template.Render([])).Code);

    [Fact]
    public void StopPieces_AreTheThreeThatEndAnAnswer_Always() =>
        Assert.Equal(["<|endoftext|>", "<|user|>", "<|observation|>"], _template.StopPieces);
}
