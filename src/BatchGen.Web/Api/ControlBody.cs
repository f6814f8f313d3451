namespace BatchGen.Web.Api;

/// <param name="Items">How many items it concerned.</param>
internal sealed record ControlBody(int Items);
