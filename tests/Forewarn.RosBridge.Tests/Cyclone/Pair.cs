using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone;
using Forewarn.Tests;
using Greeting = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.RosBridge.Tests.Cyclone;

/// <summary>Two participants in a domain of their own, and what they heard.</summary>
internal sealed class Pair : IDisposable
{
    private readonly TestDomain _domain = new();

    public Pair()
    {
        RequiresCyclone.Library();
        (A, B) = (_domain.Join(), _domain.Join());
        A.QosEvents = Events.Add;
        B.QosEvents = Events.Add;
        (NodeA, NodeB) = (A.OpenNode("a", "/pair"), B.OpenNode("b", "/"));
    }

    public CycloneTransport A { get; }

    public CycloneTransport B { get; }

    public IRawNode NodeA { get; }

    public IRawNode NodeB { get; }

    public CycloneOptions Options => _domain.Options;

    public List<QosEvent> Events { get; } = [];

    public List<string> Heard { get; } = [];

    /// <summary>Subscribes B to a topic of strings.</summary>
    public IRawSubscription Listen(string topic, QosProfile? qos = null) =>
        NodeB.CreateSubscription(topic, Greeting.Type, qos ?? QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) => Heard.Add(Text(cdr)));

    public static string Text(ReadOnlySpan<byte> cdr) => new CdrReader(cdr).ReadString(null);

    public static byte[] Bytes(string text)
    {
        var cdr = new CdrWriter();
        cdr.Write(text);
        return cdr.Bytes.ToArray();
    }

    public bool Until(Func<bool> holds) => SpinLoop.Until(holds, A, B);

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        _domain.Dispose();
    }
}
