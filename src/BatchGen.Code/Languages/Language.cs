using System.Collections.Frozen;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Languages;

/// <summary>
/// A language: what its files and fenced code call it, how its text is written, and what can judge it. A row of <see cref="All"/> says
/// everything about one; a file of a language that is not among them is still taken, just without a language.
/// </summary>
public sealed class Language
{
    private Language(string name, string extensions, string fenceNames = "")
    {
        Name = name;
        Extensions = Words(extensions);
        FenceNames = Words(fenceNames);
    }

    /// <summary>Capitalized as CodeGeeX4's LANGUAGE tag wants it: "Python", "C#".</summary>
    public string Name { get; }

    /// <summary>Without the dot, the usual one first.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>Further words used after a code fence; the name and the extensions always count too.</summary>
    public IReadOnlyList<string> FenceNames { get; }

    /// <summary>Whole names of files that no extension tells of.</summary>
    public IReadOnlyList<string> FileNames { get; private init; } = [];

    /// <summary>How its text is written; null where only lines and blank lines are known to part it.</summary>
    public Syntax? Syntax { get; private init; }

    /// <summary>A well-kept parser for .NET that judges its code; null where there is none, as for Python and TypeScript.</summary>
    internal ISyntaxCheck? Check { get; private init; }

    /// <summary>By name; of those that share a syntax the usual one first.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("Assembly", "asm s", "assembler nasm"),
        new("Bash", "sh bash zsh", "shell console shellscript") { Syntax = IndentSyntaxes.Shell },
        new("Batch", "bat cmd", "dos"),
        new("C", "c h") { Syntax = BraceSyntaxes.C },
        new("C#", "cs csx", "csharp dotnet") { Syntax = BraceSyntaxes.CSharp, Check = new CSharpSyntaxCheck() },
        new("C++", "cpp cc cxx c++ hpp hh hxx ipp inl", "cplusplus") { Syntax = BraceSyntaxes.Cpp },
        new("Clojure", "clj cljs cljc"),
        new("CMake", "cmake") { FileNames = Words("CMakeLists.txt") },
        new("CSS", "css") { Syntax = BraceSyntaxes.Css },
        new("CUDA", "cu cuh") { Syntax = BraceSyntaxes.Cpp },
        new("Dart", "dart"),
        new("Dockerfile", "dockerfile", "docker containerfile") { FileNames = Words("Dockerfile Containerfile"), Syntax = IndentSyntaxes.Shell },
        new("Elixir", "ex exs"),
        new("Erlang", "erl hrl"),
        new("F#", "fs fsx fsi", "fsharp"),
        new("Fortran", "f90 f95 f03 f for"),
        new("Go", "go", "golang") { Syntax = BraceSyntaxes.Go },
        new("GraphQL", "graphql gql"),
        new("Groovy", "groovy gradle") { FileNames = Words("Jenkinsfile") },
        new("Haskell", "hs"),
        new("HCL", "tf hcl tfvars", "terraform"),
        new("HTML", "html htm xhtml") { Syntax = MarkupSyntaxes.Html },
        new("INI", "ini cfg properties"),
        new("Java", "java") { Syntax = BraceSyntaxes.Java },
        new("JavaScript", "js mjs cjs", "node ecmascript") { Syntax = BraceSyntaxes.JavaScript, Check = new JavaScriptSyntaxCheck() },
        new("JSON", "json jsonc json5") { Syntax = BraceSyntaxes.Json, Check = new JsonSyntaxCheck() },
        new("JSX", "jsx", "react") { Syntax = BraceSyntaxes.JavaScript },
        new("Julia", "jl"),
        new("Kotlin", "kt kts") { Syntax = BraceSyntaxes.Kotlin },
        new("LaTeX", "tex sty"),
        new("Less", "less") { Syntax = BraceSyntaxes.Css },
        new("Lua", "lua") { Syntax = IndentSyntaxes.Lua },
        new("Makefile", "mk makefile", "make") { FileNames = Words("Makefile GNUmakefile"), Syntax = IndentSyntaxes.Shell },
        new("Markdown", "md markdown mdx", "mdown") { Syntax = MarkupSyntaxes.Markdown },
        new("MATLAB", "mlx"),
        new("Objective-C", "m mm", "objc objectivec obj-c"),
        new("OCaml", "ml mli"),
        new("Pascal", "pas pp dpr", "delphi"),
        new("Perl", "pl pm"),
        new("PHP", "php phtml") { Syntax = BraceSyntaxes.Php },
        new("PowerShell", "ps1 psm1 psd1", "pwsh"),
        new("Protobuf", "proto", "protocol-buffers proto3"),
        new("Python", "py pyi pyw", "python3 py3 gyp") { FileNames = Words("SConstruct SConscript"), Syntax = IndentSyntaxes.Python },
        new("R", "r"),
        new("Razor", "razor cshtml", "blazor") { Syntax = MarkupSyntaxes.Html },
        new("Ruby", "rb rake gemspec") { FileNames = Words("Rakefile Gemfile"), Syntax = IndentSyntaxes.Ruby },
        new("Rust", "rs") { Syntax = BraceSyntaxes.Rust },
        new("Scala", "scala sc"),
        new("SCSS", "scss sass") { Syntax = BraceSyntaxes.Css },
        new("Solidity", "sol"),
        new("SQL", "sql ddl pgsql", "sqlite postgresql postgres mysql tsql plsql") { Syntax = MarkupSyntaxes.Sql },
        new("Svelte", "svelte") { Syntax = MarkupSyntaxes.Html },
        new("Swift", "swift") { Syntax = BraceSyntaxes.Swift },
        new("TOML", "toml"),
        new("TypeScript", "ts mts cts") { Syntax = BraceSyntaxes.TypeScript },
        new("TSX", "tsx") { Syntax = BraceSyntaxes.TypeScript },
        new("Verilog", "v sv svh", "systemverilog"),
        new("VHDL", "vhd vhdl"),
        new("Visual Basic", "vb bas", "vbnet vba"),
        new("Vue", "vue") { Syntax = MarkupSyntaxes.Html },
        new("XML", "xml xsd xsl xslt csproj props targets config svg resx xaml") { Syntax = MarkupSyntaxes.Xml },
        new("YAML", "yaml yml") { Syntax = IndentSyntaxes.Yaml },
        new("Zig", "zig"),
    ];

    /// <summary>Each once, plain text last.</summary>
    public static IReadOnlyList<Syntax> Syntaxes { get; } =
        [.. All.Select(language => language.Syntax).OfType<Syntax>().Distinct(), Languages.Syntax.PlainText];

    private static readonly FrozenDictionary<string, Language> ByFileName = Index(language => language.FileNames);

    private static readonly FrozenDictionary<string, Language> ByExtension = Index(language => language.Extensions);

    private static readonly FrozenDictionary<string, Language> ByAnyName =
        Index(language => [.. language.FenceNames, .. language.Extensions, language.Name]);

    /// <summary>By the file's own name first, then by its extension.</summary>
    public static Language? OfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return ByFileName.GetValueOrDefault(name) ?? OfExtension(name);
    }

    /// <summary>By any of its names: "C#", "csharp", "cs". Null when unknown.</summary>
    public static Language? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByAnyName.GetValueOrDefault(name.Trim());
    }

    /// <summary>How a file's text is written, by its name; plain text where nothing is known. The file is not looked at.</summary>
    public static Syntax SyntaxOfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        // A header may be C or C++; what reads C++ reads C.
        if (path.EndsWith(".h", StringComparison.OrdinalIgnoreCase))
            return BraceSyntaxes.Cpp;
        return OfFile(path)?.Syntax ?? Languages.Syntax.PlainText;
    }

    /// <summary>Of the languages that share a syntax the one it is named after; null for plain text.</summary>
    public static Language? UsualOf(Syntax syntax) => All.FirstOrDefault(language => language.Syntax == syntax);

    /// <summary>By <see cref="Syntax.Name"/>; null if unknown.</summary>
    public static Syntax? FindSyntax(string name) => Syntaxes.FirstOrDefault(syntax => syntax.Name == name);

    public override string ToString() => Name;

    private static Language? OfExtension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? null : ByExtension.GetValueOrDefault(name[(dot + 1)..]);
    }

    private static FrozenDictionary<string, Language> Index(Func<Language, IReadOnlyList<string>> names) => All
        .SelectMany(language => names(language).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => KeyValuePair.Create(name, language)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
