namespace BatchGen.Web.CommandLine.Display;

/// <summary>Owns the terminal while the work runs.</summary>
internal interface IRunDisplay
{
    Task<int> ShowAsync(Func<IRunView, Task<int>> work);
}
