namespace Forewarn.RosBridge.InProcess;

/// <summary>The answering side of a service.</summary>
internal sealed class InProcessReplier(Writer answers, Reader hears) : IRawReplier
{
    public string Service => answers.Topic;

    public bool Reply(RequestId request, ReadOnlySpan<byte> cdr) => answers.Send(cdr, default, default, request, client: request.Client);

    public void Dispose()
    {
        answers.Dispose();
        hears.Dispose();
    }
}
