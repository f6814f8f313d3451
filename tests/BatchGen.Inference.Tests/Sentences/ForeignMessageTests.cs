using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Tests.Sentences;

public sealed class ForeignMessageTests
{
    /// <summary>As Linux, .NET and SQLite say them.</summary>
    [Theory]
    [InlineData("No space left on device : '/data/scratch/1'", "No space left on device: '/data/scratch/1'.")]
    [InlineData("Connection refused (127.0.0.1:25)", "Connection refused (127.0.0.1:25).")]
    [InlineData("Access to the path '/data' is denied.", "Access to the path '/data' is denied.")]
    [InlineData("SQLite Error 8: 'attempt to write a readonly database'.", "SQLite Error 8: 'attempt to write a readonly database'.")]
    [InlineData("It said \"Go away.\"", "It said \"Go away.\"")]
    [InlineData("No such file or directory\n", "No such file or directory.")]
    public void Of_IsASentenceThatAnotherMayFollow(string said, string sentence) =>
        Assert.Equal(sentence, ForeignMessage.Of(new IOException(said)));
}
