using BatchGen.Batches.Data;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Submission;

/// <summary>Source files as entries.</summary>
internal static class FileEntries
{
    public static IReadOnlyList<InputEntry> Of(SourceSet set) => [.. set.Files.Select((file, index) => Of(file, index + 1))];

    /// <summary>A task about a repository asks once about all of it.</summary>
    public static InputEntry Repository(SourceSet set) => new GoodEntry(1, "repository", new ItemRequest
    {
        Material = new TaskMaterial { Files = [.. set.Files.Select(file => new CodeReference(file.Path.Value, file.Text))] },
    });

    private static GoodEntry Of(SourceInput file, int number) => new(number, IdOf(file.Path), new ItemRequest
    {
        Material = new TaskMaterial
        {
            Text = file.Text,
            Path = file.Path.Value,
            Language = file.Language,
            Encoding = file.Encoding == SourceEncoding.Utf8 ? null : file.Encoding,
        },
    });

    /// <summary>A path may be longer than an id; then one is made from the file's number.</summary>
    private static string? IdOf(SafePath path) => path.Value.Length <= BatchItem.MaxCustomIdLength ? path.Value : null;
}
