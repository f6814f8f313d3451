using System.CommandLine;

namespace BatchGen.Web.CommandLine;

/// <summary>
/// <c>completion SHELL</c>: a script that lets a shell complete verbs, options and values. The candidates come from the library's own suggest directive,
/// asked of this program at each press of the key, so that they are those of the version that is installed.
/// </summary>
internal sealed class CompletionCommand(CommandStreams streams)
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            # In ~/.bashrc: source <(batchgen completion bash)
            _batchgen() {
                local line="${COMP_LINE:0:COMP_POINT}"
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                # What is no verb or option is a file.
                compopt -o default 2>/dev/null
            }
            complete -F _batchgen batchgen
            """,
        ["zsh"] = """
            # In ~/.zshrc, after compinit: source <(batchgen completion zsh)
            _batchgen() {
                # Of this command only: the line may have others before it.
                local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
                local -a found
                found=("${(@f)$(${words[1]} "[suggest:$#line]" "$line" 2>/dev/null)}")
                if [[ -n "$found" ]]; then compadd -a found; else _files; fi
            }
            compdef _batchgen batchgen
            """,
        ["pwsh"] = """
            # In $PROFILE: batchgen completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName batchgen -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                # Of this command only: the line may have others before it.
                $position = $cursorPosition - $commandAst.Extent.StartOffset
                batchgen "[suggest:$position]" "$commandAst" | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    private readonly Argument<string> _shell = new("SHELL") { Description = $"{string.Join(", ", Scripts.Keys)}." };

    public Verb Build()
    {
        _shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var verb = new Verb("completion", "Prints a script that lets a shell complete verbs, options and values.", "completion bash >> ~/.bashrc") { _shell };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            await streams.Output.WriteLineAsync(Scripts[parsed.GetRequiredValue(_shell)].AsMemory(), cancellationToken);
            return ExitCodes.Success;
        });
        return verb;
    }
}
