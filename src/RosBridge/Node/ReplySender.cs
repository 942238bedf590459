using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>Serializes the answers of a service.</summary>
internal sealed class ReplySender<TResponse> where TResponse : class, IRosMessage<TResponse>, new()
{
    private readonly CdrWriter _writer = new();
    private readonly Lock _gate = new();

    public IRawReplier? Replier { get; set; }

    public bool Send(RequestId request, TResponse response)
    {
        lock (_gate)
        {
            _writer.Reset();
            response.WriteTo(_writer);
            return Replier?.Reply(request, _writer.Bytes) ?? false;
        }
    }
}
