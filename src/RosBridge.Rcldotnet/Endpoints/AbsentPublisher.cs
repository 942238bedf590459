namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>A topic that the workspace has no classes for: nobody hears it.</summary>
internal sealed class AbsentPublisher(string topic) : IRawPublisher
{
    public string Topic => topic;

    public int MatchedCount => 0;

    public bool Send(ReadOnlySpan<byte> cdr) => false;

    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail) => false;

    public void AssertLiveliness()
    {
    }

    public void Dispose()
    {
    }
}
