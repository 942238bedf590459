using Forewarn.Messages;

namespace Forewarn.Serving;

/// <summary>Something that clients may ask for, in messages of a ROS 2 service as CDR.</summary>
public sealed class FoxgloveService
{
    private FoxgloveService(string name, ServiceType type, Func<byte[], CancellationToken, Task<byte[]>> call) =>
        (Name, Type, Call) = (name, type, call);

    public string Name { get; }

    public ServiceType Type { get; }

    /// <summary>From the CDR of a request to that of its response.</summary>
    internal Func<byte[], CancellationToken, Task<byte[]>> Call { get; }

    /// <param name="name">For example <c>/forewarn/estop</c>.</param>
    /// <param name="call">Called on any thread. What it throws is told to the client as the failure of the call.</param>
    public static FoxgloveService Of<TService, TRequest, TResponse>(string name, Func<TRequest, CancellationToken, Task<TResponse>> call)
        where TService : IRosService<TRequest, TResponse>
        where TRequest : class, IRosMessage<TRequest>, new()
        where TResponse : class, IRosMessage<TResponse>, new() =>
        new(name, TService.Type, async (bytes, cancel) =>
        {
            TResponse response = await call(FoxgloveInput.Read<TRequest>(name, bytes), cancel);
            var writer = new CdrWriter(64);
            response.WriteTo(writer);
            return writer.Bytes.ToArray();
        });
}
