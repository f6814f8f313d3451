using System.IO.Compression;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Templates;

/// <summary>Several uploaded files as one ZIP: a template keeps one input, and a program uploads one.</summary>
public static class PackedFiles
{
    /// <returns>At the archive's beginning; the caller disposes it.</returns>
    public static async Task<Stream> PackAsync(IReadOnlyList<UploadedFile> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var packed = new MemoryStream();
        await using (var archive = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            foreach (var file in files)
            {
                await using var content = file.Open();
                await using var entry = await archive.CreateEntry(file.Name).OpenAsync(cancellationToken);
                await content.CopyToAsync(entry, cancellationToken);
            }
        }

        packed.Position = 0;
        return packed;
    }
}

/// <summary>A name that nothing has yet: the wanted one, or that with a number from 2 on.</summary>
internal static class FreeName
{
    private const int HighestNumber = 99;

    /// <returns>The wanted name when all of its numbers are taken too; saving it is then refused by that name.</returns>
    public static string Of(string wanted, IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(2, HighestNumber - 1).Select(number => $"{wanted} ({number})").Prepend(wanted).FirstOrDefault(name => !known.Contains(name))
            ?? wanted;
    }
}
