using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>One walk over one syntax tree: declarations, members and statements, never into expressions.</summary>
internal sealed class RoslynScan(string text)
{
    private readonly OutlineBuilder _outline = new(text, importPattern: null);
    private readonly List<TextSpan> _imports = [];

    // A stack of its own instead of recursion: nesting comes from the user.
    private readonly Stack<RoslynVisit> _visits = new();

    public SourceOutline Run(CompilationUnitSyntax root)
    {
        PushChildren(root, new RoslynVisit(root, Types: 0, Codes: 0, Scope: ScopeTree.None, IsFirst: false));
        while (_visits.TryPop(out var visit))
            Visit(visit);
        return _outline.Build(-1) with { Imports = _imports };
    }

    private void Visit(RoslynVisit visit)
    {
        var node = visit.Node;
        if (IsBoundary(node) && !visit.IsFirst)
            _outline.AddBoundary(FindAttachedStart(node), visit.Rank, visit.Depth);
        if (node is UsingDirectiveSyntax)
            _imports.Add(new TextSpan(node.SpanStart, node.Span.End));

        switch (node)
        {
            case BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or BlockSyntax or AccessorListSyntax or SwitchStatementSyntax:
                PushBody(node, visit);
                break;
            case SwitchSectionSyntax:
                PushChildren(node, visit with { Codes = visit.Codes + 1, IsFirst = true });
                break;
            default:
                PushChildren(node, visit with { IsFirst = false });
                break;
        }
    }

    private static bool IsBoundary(SyntaxNode node) =>
        node is MemberDeclarationSyntax or UsingDirectiveSyntax or ExternAliasDirectiveSyntax or AttributeListSyntax
            or AccessorDeclarationSyntax or SwitchSectionSyntax
        || (node is StatementSyntax and not BlockSyntax && node.Parent is BlockSyntax or SwitchSectionSyntax);

    private void PushBody(SyntaxNode node, RoslynVisit visit)
    {
        var (open, close) = FindBody(node);
        if (open.IsMissing || open.IsKind(SyntaxKind.None))
        {
            PushChildren(node, visit with { IsFirst = false });
            return;
        }

        var head = FindHead(FindHeadOwner(node), open.SpanStart);
        var scope = visit.Scope;
        if (head.Start < head.End)
        {
            var isDeclaration = visit.Rank == BoundaryRank.Declaration && node is not BaseNamespaceDeclarationSyntax;
            scope = _outline.Scopes.Open(open.Span.End, head, visit.Scope, isDeclaration);
            _outline.Scopes.Close(scope, close.IsMissing || close.IsKind(SyntaxKind.None) ? node.FullSpan.End : close.SpanStart);
        }

        PushChildren(node, visit with
        {
            Types = visit.Types + (node is BaseTypeDeclarationSyntax ? 1 : 0),
            Codes = visit.Codes + (node is BlockSyntax or AccessorListSyntax or SwitchStatementSyntax ? 1 : 0),
            Scope = scope,
            IsFirst = open.IsKind(SyntaxKind.OpenBraceToken),
        });
    }

    private static RoslynBody FindBody(SyntaxNode node) => node switch
    {
        NamespaceDeclarationSyntax block => new(block.OpenBraceToken, block.CloseBraceToken),
        FileScopedNamespaceDeclarationSyntax file => new(file.SemicolonToken, default),
        BaseTypeDeclarationSyntax type => new(type.OpenBraceToken, type.CloseBraceToken),
        BlockSyntax block => new(block.OpenBraceToken, block.CloseBraceToken),
        AccessorListSyntax accessors => new(accessors.OpenBraceToken, accessors.CloseBraceToken),
        SwitchStatementSyntax choice => new(choice.OpenBraceToken, choice.CloseBraceToken),
        _ => default,
    };

    // A block inside a block has no head: it is its own owner, and begins after its end.
    private static SyntaxNode FindHeadOwner(SyntaxNode body) =>
        body is AccessorListSyntax
        || (body is BlockSyntax && body.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
            ? body.Parent!
            : body;

    // From behind the attributes, which name nothing, to the body. Asking tokens for their neighbours instead takes
    // time in the length of the body.
    private static TextSpan FindHead(SyntaxNode owner, int bodyStart)
    {
        var start = bodyStart;
        var end = bodyStart;
        foreach (var child in owner.ChildNodesAndTokens())
        {
            if (child.SpanStart >= bodyStart)
                break;
            if (child.IsKind(SyntaxKind.AttributeList))
                continue;
            start = Math.Min(start, child.SpanStart);
            end = child.Span.End;
        }

        return new TextSpan(start, end);
    }

    private void PushChildren(SyntaxNode node, RoslynVisit visit)
    {
        List<RoslynVisit> children = [];
        foreach (var child in node.ChildNodes())
        {
            if (!HoldsBoundaries(child))
                continue;
            children.Add(visit with { Node = child, IsFirst = visit.IsFirst && IsBoundary(child) });
            if (IsBoundary(child))
                visit = visit with { IsFirst = false };
        }

        for (var i = children.Count - 1; i >= 0; i--)
            _visits.Push(children[i]);
    }

    private static bool HoldsBoundaries(SyntaxNode node) =>
        node is MemberDeclarationSyntax or UsingDirectiveSyntax or ExternAliasDirectiveSyntax or StatementSyntax
            or AccessorListSyntax or AccessorDeclarationSyntax or SwitchSectionSyntax or ElseClauseSyntax
            or CatchClauseSyntax or FinallyClauseSyntax
        || (node is AttributeListSyntax && node.Parent is CompilationUnitSyntax);

    // The first line of the comments and directives directly above, without a blank line between.
    private int FindAttachedStart(SyntaxNode node)
    {
        var start = node.FullSpan.Start;
        var isBlank = true;
        var isHeld = false;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            switch (trivia.Kind())
            {
                case SyntaxKind.WhitespaceTrivia:
                    break;
                case SyntaxKind.EndOfLineTrivia:
                    if (isBlank && !isHeld)
                        start = trivia.Span.End;
                    isBlank = true;
                    break;
                case SyntaxKind.EndRegionDirectiveTrivia or SyntaxKind.EndIfDirectiveTrivia:
                    start = trivia.FullSpan.End;
                    isBlank = true;
                    isHeld = false;
                    break;
                default:
                    // Directives and text cut by #if end with their line and hold what follows, even after a blank
                    // line; a comment does neither.
                    isBlank = trivia.HasStructure || trivia.IsKind(SyntaxKind.DisabledTextTrivia);
                    isHeld |= isBlank;
                    break;
            }
        }

        // In the middle of a line there is no boundary; 0 stands for none.
        return start > 0 && text[start - 1] is '\n' or '\r' ? start : 0;
    }
}
