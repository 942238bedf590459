using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Forewarn.Messages.Generator;

/// <summary>Something to tell about a definition. Unlike a Roslyn diagnostic it is equal to its like, so that it can be cached.</summary>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
internal sealed record Finding(string Id, string Path, int Line, string Message)
{
    public Diagnostic ToDiagnostic()
    {
        int line = Line > 0 ? Line - 1 : 0;
        var place = new LinePosition(line, 0);
        return Diagnostic.Create(
            Rules.Of(Id), Location.Create(Path, new TextSpan(0, 0), new LinePositionSpan(place, place)), Message);
    }
}
