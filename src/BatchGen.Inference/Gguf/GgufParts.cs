using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// A model in several files, as llama-gguf-split writes them: NAME-00001-of-00003.gguf and so on, each with a header of its own whose
/// split.no counts from 0. llama.cpp is given the first and finds the others by their names (llama_get_list_splits, llama-model-loader.cpp).
/// </summary>
public static partial class GgufParts
{
    internal const string CountKey = "split.count";

    private const string NumberKey = "split.no";
    private const string TensorsKey = "split.tensors.count";

    /// <summary>Every file of the model that a path names, which is the path alone for one in one file. Looks at the name only.</summary>
    public static IReadOnlyList<string> PathsOf(string path)
    {
        if (NamePattern().Match(path) is not { Success: true } match || Number(match, "no") != 1 || Number(match, "count") is < 2 or > GgufLimits.Parts)
            return [path];
        return [.. Enumerable.Range(1, Number(match, "count")).Select(number => PathOf(match, number))];
    }

    /// <summary>The first file of the model whose later part a path names, whether it is there or not; null for anything else.</summary>
    public static string? FirstOf(string path) =>
        NamePattern().Match(path) is { Success: true } match && Number(match, "no") > 1 && Number(match, "no") <= Number(match, "count")
            ? PathOf(match, 1)
            : null;

    /// <summary>Bytes of all files that are there, and when the last of them was written: what changes when any of them does.</summary>
    public static PartsStamp StampOf(string path)
    {
        var files = PathsOf(path).Select(part => new FileInfo(part)).Where(file => file.Exists).ToList();
        return new PartsStamp(files.Count, files.Sum(file => file.Length), files.Count == 0 ? default : files.Max(file => file.LastWriteTimeUtc));
    }

    /// <summary>Reads the other parts behind the first and makes one of them all.</summary>
    /// <exception cref="GgufException">A part is missing, does not belong, or they are not the whole model.</exception>
    internal static GgufFile Join(GgufFile first, Func<string, GgufFile> read)
    {
        var count = first.Metadata.FindInteger(CountKey) ?? 1;
        if (count <= 1)
            return first;
        RequireFirst(first, count);
        List<GgufFile> parts = [first];
        foreach (var path in PathsOf(first.Path).Skip(1))
            parts.Add(ReadPart(path, parts.Count, count, read));
        RequireDifferent(parts);
        return RequireWhole(first.Joined(parts));
    }

    private static void RequireFirst(GgufFile first, long count)
    {
        if (first.Metadata.FindInteger(NumberKey) is not 0 and var number)
        {
            var path = FirstOf(first.Path) ?? "…-00001-of-….gguf";
            throw Refused($"The file is part {number + 1} of {count} of a model. Take its first part, '{path}'; the others are found beside it.");
        }

        if (PathsOf(first.Path).Count != count)
            throw Refused($"The file is the first of {count} parts, and the others are looked for by its name. Name it …-00001-of-{count:D5}.gguf, as it was, and the others like it.");
    }

    private static GgufFile ReadPart(string path, int index, long count, Func<string, GgufFile> read)
    {
        GgufFile part;
        try
        {
            part = read(path);
        }
        catch (GgufException missing) when (missing.Code == GgufErrorCodes.NotFound)
        {
            throw Refused($"Part {index + 1} of {count} is missing: there is no file '{path}'. Copy it there, or download it again.");
        }
        catch (GgufException damaged)
        {
            throw new GgufException(
                damaged.Code, $"Part {index + 1} of {count}, '{path}', cannot be used. {damaged.Message}", damaged.Offset, damaged.Key, damaged);
        }

        return part.Metadata.FindInteger(NumberKey) == index && part.Metadata.FindInteger(CountKey) == count
            ? part
            : throw Refused($"'{path}' is not part {index + 1} of {count}, though its name says so. Copy the right file there, or download it again.");
    }

    private static void RequireDifferent(List<GgufFile> parts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var tensor in part.Tensors)
            {
                if (!names.Add(tensor.Name))
                {
                    throw new GgufException(
                        GgufErrorCodes.DuplicateTensor,
                        $"'{part.Path}' holds the tensor '{tensor.Name}', which an earlier part has too, so these files are not parts of one model. Download it again, or split it again (llama-gguf-split).",
                        key: tensor.Name);
                }
            }
        }
    }

    private static GgufFile RequireWhole(GgufFile joined)
    {
        var announced = joined.Metadata.FindInteger(TensorsKey) ?? throw GgufMetadata.Missing(TensorsKey);
        return announced == joined.Tensors.Count
            ? joined
            : throw Refused($"The parts hold {joined.Tensors.Count} tensors of the {announced} that the model has. Download it again.");
    }

    private static GgufException Refused(Sentences.InvariantText message) => new(GgufErrorCodes.SplitFile, message, key: CountKey);

    private static string PathOf(Match match, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{match.Groups["name"].Value}-{number:D5}-of-{match.Groups["count"].Value}.gguf");

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<name>.+)-(?<no>[0-9]{5})-of-(?<count>[0-9]{5})\.gguf\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}

/// <summary>What a model's files were when they were read.</summary>
public sealed record PartsStamp(int Files, long Bytes, DateTime WrittenUtc);
