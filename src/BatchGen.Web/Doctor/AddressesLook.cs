namespace BatchGen.Web.Doctor;

/// <summary>Whether the server can listen where it is told to.</summary>
internal sealed class AddressesLook(IReadOnlyList<AddressAnswer> addresses) : ILook
{
    private const string AnotherPort = "Stop it, or give Urls (--urls) a free port.";

    public string Name => "addresses";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([.. addresses.Select(Judge)]);

    private Finding Judge(AddressAnswer answer) => answer.Kind switch
    {
        AddressKind.Free => Finding.Ok(Name, $"{answer.Address} is free."),
        AddressKind.BatchGen => Finding.Ok(Name, $"A BatchGen answers at {answer.Address}."),
        AddressKind.Taken => Finding.Problem(Name, $"Another program listens at {answer.Address}.", AnotherPort),
        AddressKind.NotHere =>
            Finding.Problem(Name, $"{answer.Address} is no address of this machine.", "Give Urls (--urls) one that it has, or http://127.0.0.1:5080."),
        AddressKind.Unreadable => Finding.Problem(Name, $"\"{answer.Address}\" is no address.", "Give Urls (--urls) one such as http://127.0.0.1:5080."),
    };
}
