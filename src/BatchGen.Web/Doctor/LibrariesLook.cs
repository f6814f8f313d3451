using BatchGen.Engine.Planning;

namespace BatchGen.Web.Doctor;

/// <summary>Whether llama.cpp's libraries load here, which build was chosen and why. A child process tries, as for every engine.</summary>
internal sealed class LibrariesLook(IMemoryDryRun machine) : ILook
{
    public string Name => "libraries";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var runtime = await machine.GetRuntimeAsync(cancellationToken);
            return [Finding.Ok(Name, $"Models run on {runtime.Summary}. {runtime.Reason}".TrimEnd())];
        }
        catch (DryRunException failure)
        {
            return [Finding.Problem(Name, $"No model can run: {failure.Message} ({failure.Code})")];
        }
    }
}
