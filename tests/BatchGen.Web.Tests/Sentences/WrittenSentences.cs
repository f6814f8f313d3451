using BatchGen.Inference.Sentences;
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
    private static readonly string[] Rooms = ["BatchGen.Inference", "BatchGen.Engine", "BatchGen.Batches", "BatchGen.Web"];

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static IReadOnlyList<string> Read()
    {
        SyntaxTree[] trees = [.. Rooms.SelectMany(SourcesOf).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path)), CSharpSyntaxTree.ParseText(ImplicitUsings)];
        var compilation = CSharpCompilation.Create("Rooms", trees, References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. trees.AsParallel().SelectMany(tree => WordsIn(tree, compilation)).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> SourcesOf(string room) => Directory
        .EnumerateFiles(Path.Combine(SourceFolder(), room), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> WordsIn(SyntaxTree tree, CSharpCompilation compilation)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .Where(node => node is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression })
            .Where(node => model.GetTypeInfo(node).ConvertedType is { Name: nameof(Sentence), TypeKind: TypeKind.Class })
            .Select(WordsOf)
            .Where(words => words.Any(char.IsLetter));
    }

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

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BatchGen.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src");
    }
}
