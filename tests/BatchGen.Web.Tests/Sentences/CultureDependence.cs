using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchGen.Web.Tests.Sentences;

/// <summary>
/// Texts that come out otherwise where the process has another culture: a number or a time that becomes a text, and nothing says how. Digits
/// may be grouped by a point or an apostrophe then, and a minus sign is not everywhere the one of ASCII.
/// </summary>
internal static class CultureDependence
{
    private static readonly string[] Times = [nameof(DateTimeOffset), nameof(DateOnly), nameof(TimeOnly), nameof(Int128), nameof(Half)];

    /// <returns>Each with its file and line.</returns>
    public static IEnumerable<string> In(SyntaxTree tree, SemanticModel model) => tree.GetRoot().DescendantNodes()
        .Where(node => IsBound(node, model))
        .Select(node => $"{Path.GetFileName(tree.FilePath)}, line {tree.GetLineSpan(node.Span).StartLinePosition.Line + 1}: {node}");

    private static bool IsBound(SyntaxNode node, SemanticModel model) => node switch
    {
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax whole } value =>
            IsSensitive(model.GetTypeInfo(value.Expression).Type, value.FormatClause?.FormatStringToken.ValueText) && !SaysHow(whole, model),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax called } =>
            called.Name.Identifier.ValueText == nameof(ToString) && IsSensitive(model.GetTypeInfo(called.Expression).Type, format: null),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String =>
            IsSensitive(model.GetTypeInfo(sum.Left).Type, format: null) || IsSensitive(model.GetTypeInfo(sum.Right).Type, format: null),
        _ => false,
    };

    /// <summary>It becomes something that formats with a culture of its own: a sentence, an invariant text, an argument beside a culture.</summary>
    private static bool SaysHow(InterpolatedStringExpressionSyntax whole, SemanticModel model)
    {
        ExpressionSyntax top = whole;
        while (top.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression })
            top = (ExpressionSyntax)top.Parent;
        var conversion = model.GetConversion(top);
        if (!conversion.IsInterpolatedStringHandler)
            return conversion.IsInterpolatedString;
        // StringBuilder.Append takes a culture or leaves it to the thread.
        return model.GetTypeInfo(top).ConvertedType?.Name != "AppendInterpolatedStringHandler"
            || top.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: > 1 } };
    }

    private static bool IsSensitive(ITypeSymbol? type, string? format)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (type is null || type.TypeKind == TypeKind.Enum || format is ['x' or 'X', ..])
            return false;
        return type.SpecialType switch
        {
            SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_IntPtr => true,
            SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime => true,
            SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => format is not null,
            _ => Times.Contains(type.Name) || (type.Name == nameof(TimeSpan) && format is ['g' or 'G', ..]),
        };
    }
}
