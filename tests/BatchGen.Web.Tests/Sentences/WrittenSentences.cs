using BatchGen.Inference.Sentences;
using BatchGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchGen.Web.Tests.Sentences;

/// <summary>
/// The words of every sentence that stands in the rooms' sources, as the compiler sees them: each text or interpolated
/// string that becomes a <see cref="Sentence"/>. What pages make of Razor is not read; they have texts of their own.
/// </summary>
internal static class WrittenSentences
{
    private static readonly string[] Rooms = ["BatchGen.Inference", "BatchGen.Engine", "BatchGen.Code", "BatchGen.Batches", "BatchGen.Web"];

    /// <summary>What only programs are told stays English: OpenAI's API, its files and its orders.</summary>
    private static readonly string[] ForPrograms =
        ["BatchGen.Web/OpenAi", "BatchGen.Web/Api", "BatchGen.Web/Wire", "BatchGen.Batches/Files", "BatchGen.Batches/Orders", "BatchGen.Batches/Live"];

    /// <summary>Whose texts reach logs, files and programs; pages format numbers for whoever reads them.</summary>
    private static readonly string[] Invariant = ["BatchGen.Inference", "BatchGen.Code"];

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What is bound for one question serves the other, and binding every source takes the most of it: once for all tests.</summary>
    private static readonly Lazy<IReadOnlyList<TreeSentences>> Trees = new(ReadTrees);

    public static IReadOnlyList<string> Read() => [.. Trees.Value.SelectMany(tree => tree.Words).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Choices between strings that become a sentence only afterwards, when their values are no longer apart; each with its place.</summary>
    public static IReadOnlyList<string> FindFlattened() => [.. Trees.Value.SelectMany(tree => tree.Flattened)];

    /// <summary>Texts that depend on the culture of the process where none may; each with its place.</summary>
    public static IReadOnlyList<string> FindCultureBound() => [.. Trees.Value.SelectMany(tree => tree.CultureBound)];

    private static IReadOnlyList<TreeSentences> ReadTrees()
    {
        var compilation = Compile();
        return
        [
            .. compilation.SyntaxTrees
                .AsParallel()
                .Where(tree => !ForPrograms.Any(folder => tree.FilePath.Replace('\\', '/').Contains(folder, StringComparison.Ordinal)))
                .Select(tree => (Tree: tree, Model: compilation.GetSemanticModel(tree)))
                .Select(spoken => new TreeSentences(
                    [.. WordsIn(spoken.Tree, spoken.Model)], [.. FlattenedIn(spoken.Tree, spoken.Model)], [.. CultureBoundIn(spoken.Tree, spoken.Model)])),
        ];
    }

    private static CSharpCompilation Compile()
    {
        SyntaxTree[] trees = [.. Rooms.SelectMany(SourcesOf).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path)), CSharpSyntaxTree.ParseText(ImplicitUsings)];
        return CSharpCompilation.Create("Rooms", trees, References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static IEnumerable<string> SourcesOf(string room) => Directory
        .EnumerateFiles(Path.Combine(SourceTree.Root, "src", room), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> WordsIn(SyntaxTree tree, SemanticModel model) => tree.GetRoot().DescendantNodes()
        .Where(node => node is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression })
        .Where(
            node => IsSentence(model.GetTypeInfo(node).ConvertedType) || (node.Parent is CastExpressionSyntax cast && IsSentence(model.GetTypeInfo(cast).Type)))
        .Select(WordsOf)
        .Where(words => words.Any(char.IsLetter));

    private static IEnumerable<string> FlattenedIn(SyntaxTree tree, SemanticModel model) => tree.GetRoot().DescendantNodes()
        .Where(node => node is ConditionalExpressionSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax)
        .Where(node => model.GetTypeInfo(node) is { Type.SpecialType: SpecialType.System_String } type && IsSentence(type.ConvertedType))
        .Select(node => $"{Path.GetFileName(tree.FilePath)}: {node}");

    private static IEnumerable<string> CultureBoundIn(SyntaxTree tree, SemanticModel model) =>
        Invariant.Any(room => tree.FilePath.Replace('\\', '/').Contains($"src/{room}/", StringComparison.Ordinal)) ? CultureDependence.In(tree, model) : [];

    private static bool IsSentence(ITypeSymbol? type) => type is { Name: nameof(Sentence), TypeKind: TypeKind.Class };

    private static string WordsOf(SyntaxNode node)
    {
        var sentence = new Sentence(literalLength: 0, formattedCount: 0);
        if (node is LiteralExpressionSyntax literal)
            sentence.AppendLiteral(literal.Token.ValueText);
        foreach (var content in node is InterpolatedStringExpressionSyntax interpolated ? interpolated.Contents : [])
        {
            if (content is InterpolatedStringTextSyntax text)
                sentence.AppendLiteral(text.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal));
            else
                sentence.AppendFormatted("");
        }

        return sentence.Words;
    }

    /// <summary>All but the rooms themselves, whose sources are compiled.</summary>
    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !Rooms.Contains(Path.GetFileNameWithoutExtension(path)))
        .Select(path => MetadataReference.CreateFromFile(path));

    /// <summary>Of one source file.</summary>
    private sealed record TreeSentences(IReadOnlyList<string> Words, IReadOnlyList<string> Flattened, IReadOnlyList<string> CultureBound);
}
