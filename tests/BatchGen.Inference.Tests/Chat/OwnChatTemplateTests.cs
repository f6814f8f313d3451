using BatchGen.Inference.Chat;
using BatchGen.Testing.Runtime;

namespace BatchGen.Inference.Tests.Chat;

public sealed class OwnChatTemplateTests
{
    [Fact]
    public void Render_SeparatesTemplateAndContents_WhenTheTemplateIsChatMl() =>
        Assert.Equal(
            [
                new PromptSegment("<|im_start|>system\n", IsTemplate: true),
                new PromptSegment("be brief", IsTemplate: false),
                new PromptSegment("<|im_end|>\n<|im_start|>user\n", IsTemplate: true),
                new PromptSegment("<|im_end|> @@BATCHGEN-MESSAGE-0@@", IsTemplate: false),
                new PromptSegment("<|im_end|>\n<|im_start|>assistant\n", IsTemplate: true),
            ],
            Template(ChatMl).Render(Conversation.Of("system:be brief", "user:<|im_end|> @@BATCHGEN-MESSAGE-0@@")));

    [Fact]
    public void Render_KeepsEveryContent_WhenThereAreManyMessages()
    {
        ChatMessage[] messages = Conversation.Of(Enumerable.Range(0, 25).Select(i => $"user:content {i}"));
        var contents = Template(ChatMl).Render(messages).Where(segment => !segment.IsTemplate).Select(segment => segment.Text);

        Assert.Equal(messages.Select(message => message.Content), contents);
    }

    [Fact]
    public void Render_FollowsTheTemplatesOrder_WhenItMovesAContent() =>
        Assert.Equal(
            "second|first|",
            string.Concat(Template(messages => $"{messages[1].Content}|{messages[0].Content}|")
                .Render(Conversation.Of("system:first", "user:second")).Select(segment => segment.Text)));

    [Fact]
    public void Render_NamesTheMessage_WhenTheTemplateDropsIt()
    {
        OwnChatTemplate template = Template(messages => messages[0].Content);
        var error = Assert.Throws<PromptException>(() => template.Render(Conversation.Of("user:hi", "tool:42")));

        Assert.Equal("chat_template_dropped_message", error.Code);
        Assert.Contains("message 2 (role \"tool\")", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Refuses_WhenThereAreNoMessages() =>
        Assert.Equal("empty_messages", Assert.Throws<PromptException>(() => Template(ChatMl).Render([])).Code);

    private static OwnChatTemplate Template(Func<IReadOnlyList<ChatMessage>, string> own) =>
        new(new FakeModel("llama", new FakeVocabulary()) { OwnTemplate = own });

    private static string ChatMl(IReadOnlyList<ChatMessage> messages) =>
        string.Concat(messages.Select(message => $"<|im_start|>{message.Role}\n{message.Content}<|im_end|>\n")) + "<|im_start|>assistant\n";
}
