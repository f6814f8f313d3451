namespace BatchGen.Web.Api;

/// <summary>An error in the shape of OpenAI's API, which clients know how to show.</summary>
internal sealed record ApiError(ApiErrorBody Error)
{
    public const string InvalidRequest = "invalid_request_error";

    /// <param name="status">The HTTP status, 400 to 499.</param>
    /// <param name="parameter">The query parameter at fault, when there is one.</param>
    public static IResult Refuse(int status, string code, string message, string? parameter = null) =>
        Results.Json(new ApiError(new ApiErrorBody(message, InvalidRequest, parameter, code)), statusCode: status);
}
