using System.Collections.Concurrent;
using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>One participant: types, the wait loop, and events on their way to the spinning thread.</summary>
internal sealed class CycloneParticipant : IDisposable
{
    private readonly Dictionary<(string Name, bool Service), TopicType> _types = [];
    private readonly ConcurrentQueue<QosEvent> _events = new();
    private readonly Lock _turn = new();
    private volatile bool _closing;

    public CycloneParticipant(DdsDomain domain, RosDistro distro, string enclave)
    {
        Distro = distro;
        Handle = ParticipantHandle.Open(domain, UserData.Participant(enclave));
        try
        {
            Loop = new WaitLoop(Handle.Entity);
        }
        catch
        {
            Handle.Dispose();
            throw;
        }
    }

    public ParticipantHandle Handle { get; }

    public WaitLoop Loop { get; }

    public RosDistro Distro { get; }

    public HandlerFaults Faults { get; } = new();

    /// <param name="service">Whether samples carry the correlation header of rmw_cyclonedds.</param>
    public TopicType TypeOf(MessageType message, bool service = false)
    {
        lock (_types)
        {
            if (_types.TryGetValue((message.Name, service), out var known))
                return known.Message.Hash == message.Hash ? known : throw Clash(message);
            var program = !service ? message.Program : message.ServiceProgram
                ?? throw ForewarnException.Of($"message type '{message.Name}'", "no program for services", "a request or a response",
                    "Use the types of a service.");
            using var probe = new SertypeProbe(Handle.Entity, message, program, Distro);
            return _types[(message.Name, service)] = new TopicType(message, program, probe.Sertype);
        }
    }

    /// <summary>Queues an event for the next turn.</summary>
    public void Raise(in QosEvent happening)
    {
        _events.Enqueue(happening);
        Loop.Wake();
    }

    /// <exception cref="ObjectDisposedException">The participant has left.</exception>
    public int Turn(TimeSpan timeout, Action<QosEvent>? onEvent)
    {
        lock (_turn)
        {
            bool held = false;
            Handle.DangerousAddRef(ref held);
            try
            {
                ObjectDisposedException.ThrowIf(_closing, this);
                int delivered = Loop.Turn(timeout);
                while (_events.TryDequeue(out var happening)) Tell(onEvent, happening);
                return delivered;
            }
            finally
            {
                Handle.DangerousRelease();
            }
        }
    }

    public void Dispose()
    {
        // In this order: a turn that is woken must not wait again. The handle itself stays open while a turn holds it.
        _closing = true;
        Loop.Wake();
        Handle.Dispose();
    }

    private void Tell(Action<QosEvent>? onEvent, in QosEvent happening)
    {
        try
        {
            onEvent?.Invoke(happening);
        }
        catch (Exception fault)
        {
            Faults.Add(fault);
        }
    }

    private static ForewarnException Clash(MessageType message) => ForewarnException.Of($"message type '{message.Name}'",
        "two definitions in this process", "one", "Use the same generated type everywhere.");
}
