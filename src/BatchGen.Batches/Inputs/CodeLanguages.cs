namespace BatchGen.Batches.Inputs;

/// <summary>The languages known by name. A file of another kind is still taken, just without a language.</summary>
public static class CodeLanguages
{
    public static IReadOnlyList<CodeLanguage> All { get; } =
    [
        Of("Assembly", "asm s", "assembler nasm"),
        Of("Bash", "sh bash zsh", "shell console shellscript"),
        Of("Batch", "bat cmd", "dos"),
        Of("C", "c h", ""),
        Of("C#", "cs csx", "csharp dotnet"),
        Of("C++", "cpp cc cxx c++ hpp hh hxx ipp inl", "cplusplus"),
        Of("Clojure", "clj cljs cljc", ""),
        Of("CMake", "cmake", ""),
        Of("CSS", "css", ""),
        Of("CUDA", "cu cuh", ""),
        Of("Dart", "dart", ""),
        Of("Dockerfile", "dockerfile", "docker containerfile"),
        Of("Elixir", "ex exs", ""),
        Of("Erlang", "erl hrl", ""),
        Of("F#", "fs fsx fsi", "fsharp"),
        Of("Fortran", "f90 f95 f03 f for", ""),
        Of("Go", "go", "golang"),
        Of("GraphQL", "graphql gql", ""),
        Of("Groovy", "groovy gradle", ""),
        Of("Haskell", "hs", ""),
        Of("HCL", "tf hcl tfvars", "terraform"),
        Of("HTML", "html htm xhtml", ""),
        Of("INI", "ini cfg properties", ""),
        Of("Java", "java", ""),
        Of("JavaScript", "js mjs cjs", "node ecmascript"),
        Of("JSON", "json jsonc json5", ""),
        Of("JSX", "jsx", "react"),
        Of("Julia", "jl", ""),
        Of("Kotlin", "kt kts", ""),
        Of("LaTeX", "tex sty", ""),
        Of("Less", "less", ""),
        Of("Lua", "lua", ""),
        Of("Makefile", "mk makefile", "make"),
        Of("Markdown", "md markdown mdx", "mdown"),
        Of("MATLAB", "mlx", ""),
        Of("Objective-C", "m mm", "objc objectivec obj-c"),
        Of("OCaml", "ml mli", ""),
        Of("Pascal", "pas pp dpr", "delphi"),
        Of("Perl", "pl pm", ""),
        Of("PHP", "php phtml", ""),
        Of("PowerShell", "ps1 psm1 psd1", "pwsh"),
        Of("Protobuf", "proto", "protocol-buffers proto3"),
        Of("Python", "py pyi pyw", "python3 py3 gyp"),
        Of("R", "r", ""),
        Of("Razor", "razor cshtml", "blazor"),
        Of("Ruby", "rb rake gemspec", ""),
        Of("Rust", "rs", ""),
        Of("Scala", "scala sc", ""),
        Of("SCSS", "scss sass", ""),
        Of("Solidity", "sol", ""),
        Of("SQL", "sql ddl pgsql", "sqlite postgresql postgres mysql tsql plsql"),
        Of("Svelte", "svelte", ""),
        Of("Swift", "swift", ""),
        Of("TOML", "toml", ""),
        Of("TSX", "tsx", ""),
        Of("TypeScript", "ts mts cts", ""),
        Of("Verilog", "v sv svh", "systemverilog"),
        Of("VHDL", "vhd vhdl", ""),
        Of("Visual Basic", "vb bas", "vbnet vba"),
        Of("Vue", "vue", ""),
        Of("XML", "xml xsd xsl xslt csproj props targets config svg resx xaml", ""),
        Of("YAML", "yaml yml", ""),
        Of("Zig", "zig", ""),
    ];

    private static readonly Dictionary<string, CodeLanguage> ByFileName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Dockerfile"] = Named("Dockerfile"),
        ["Containerfile"] = Named("Dockerfile"),
        ["Makefile"] = Named("Makefile"),
        ["GNUmakefile"] = Named("Makefile"),
        ["CMakeLists.txt"] = Named("CMake"),
        ["Jenkinsfile"] = Named("Groovy"),
        ["Rakefile"] = Named("Ruby"),
        ["Gemfile"] = Named("Ruby"),
        ["SConstruct"] = Named("Python"),
        ["SConscript"] = Named("Python"),
    };

    private static readonly Dictionary<string, CodeLanguage> ByExtension = All
        .SelectMany(language => language.Extensions.Select(extension => KeyValuePair.Create(extension, language)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, CodeLanguage> ByName = All
        .SelectMany(language => language.FenceNames.Concat(language.Extensions).Append(language.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => KeyValuePair.Create(name, language)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By the file's own name first, then by its extension.</summary>
    public static CodeLanguage? OfFile(SafePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return OfFile(path.Value);
    }

    /// <summary>The same of any text that is meant as a path.</summary>
    public static CodeLanguage? OfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return ByFileName.GetValueOrDefault(name) ?? OfExtension(name);
    }

    /// <summary>By any of its names: "C#", "csharp", "cs". Null when unknown.</summary>
    public static CodeLanguage? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(name.Trim());
    }

    private static CodeLanguage? OfExtension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? null : ByExtension.GetValueOrDefault(name[(dot + 1)..]);
    }

    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    internal static CodeLanguage Named(string name) => All.Single(language => language.Name == name);

    private static CodeLanguage Of(string name, string extensions, string fenceNames) =>
        new(name, extensions.Split(' '), fenceNames.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
