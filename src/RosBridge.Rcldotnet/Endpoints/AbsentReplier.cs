namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>A service that the workspace has no classes for: nobody can call it.</summary>
internal sealed class AbsentReplier(string service) : IRawReplier
{
    public string Service => service;

    public bool Reply(RequestId request, ReadOnlySpan<byte> cdr) => false;

    public void Dispose()
    {
    }
}
