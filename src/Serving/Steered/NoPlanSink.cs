using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Dispatches nothing: the decision is an answer, and whoever asked executes it.</summary>
public sealed class NoPlanSink : IPlanSink
{
    public void Dispatch(in Decision decision) { }
}
