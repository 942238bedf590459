using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.Messages.TrajectoryMsgs;
using Forewarn.RosBridge;
using Forewarn.RosBridge.Cyclone;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Interop.Peer;

/// <summary>What the second process does.</summary>
internal sealed class Peer(CycloneTransport transport)
{
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(10);

    private readonly IRawNode _node = transport.OpenNode("peer", "/interop");
    private readonly CdrWriter _cdr = new();
    private volatile bool _ended;
    private Action? _eachTurn;

    /// <summary>Decodes what comes on <c>/to_peer/KIND</c> and sends it, encoded anew, on <c>/from_peer/KIND</c>.</summary>
    public void Echo()
    {
        Echo<Text>("String");
        Echo<JointState>("JointState");
        Echo<JointTrajectory>("JointTrajectory");
        Echo<Image>("Image");
    }

    /// <summary>Publishes on <c>/beat</c> in each turn, with a lease of 300 ms.</summary>
    public void Publish()
    {
        var qos = QosProfile.Default with { LivelinessLease = TimeSpan.FromMilliseconds(300) };
        var publisher = _node.CreatePublisher("/beat", Text.Type, qos);
        var beat = new Text { Data = "alive" };
        _eachTurn = () =>
        {
            _cdr.Reset();
            beat.WriteTo(_cdr);
            publisher.Send(_cdr.Bytes);
        };
    }

    /// <summary>Serves <c>/enable</c>: succeeds when asked for true.</summary>
    public void Serve()
    {
        var (request, response) = (new SetBoolRequest(), new SetBoolResponse());
        IRawReplier? replier = null;
        replier = _node.CreateReplier("/enable", SetBool.Type, (id, bytes) =>
        {
            var reader = new CdrReader(bytes);
            request.ReadFrom(ref reader);
            (response.Success, response.Message) = (request.Data, $"asked {id.Sequence} times");
            _cdr.Reset();
            response.WriteTo(_cdr);
            replier!.Reply(id, _cdr.Bytes);
        });
    }

    /// <summary>Sends what comes on <c>/ping</c> back on <c>/pong</c>.</summary>
    public void Pong()
    {
        var qos = QosProfile.Default with { Depth = 1 };
        var publisher = _node.CreatePublisher("/pong", Image.Type, qos);
        _node.CreateSubscription("/ping", Image.Type, qos, (ReadOnlySpan<byte> cdr, in MessageInfo _) => publisher.Send(cdr));
    }

    public void Run()
    {
        var input = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
                // Whatever is said, only the end counts.
            }
            _ended = true;
            transport.Wake();
        }) { IsBackground = true };
        input.Start();
        while (!_ended)
        {
            transport.SpinOnce(s_turn);
            _eachTurn?.Invoke();
        }
    }

    private void Echo<T>(string kind) where T : class, IRosMessage<T>, new()
    {
        var (message, cdr) = (new T(), new CdrWriter());
        var publisher = _node.CreatePublisher($"/from_peer/{kind}", T.Type, QosProfile.Default);
        _node.CreateSubscription($"/to_peer/{kind}", T.Type, QosProfile.Default, (ReadOnlySpan<byte> bytes, in MessageInfo _) =>
        {
            var reader = new CdrReader(bytes);
            message.ReadFrom(ref reader);
            if (reader.Failed) return;
            cdr.Reset();
            message.WriteTo(cdr);
            publisher.Send(cdr.Bytes);
            Console.WriteLine(kind);
        });
    }
}
