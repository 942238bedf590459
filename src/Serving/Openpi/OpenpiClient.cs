using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// A connection to any openpi server: one observation out, one answer back. For one caller at a time; after an error or a
/// canceled call it is of no more use.
/// </summary>
public sealed class OpenpiClient : IDisposable
{
    private const int FrameBytes = 256 << 20;

    private readonly ClientWebSocket _socket;
    private readonly FrameSocket _frames;
    private readonly ArrayBufferWriter<byte> _out = new(4096);
    private readonly Uri _address;

    private OpenpiClient(ClientWebSocket socket, Uri address, TimeProvider time)
    {
        (_socket, _address) = (socket, address);
        _frames = new FrameSocket(socket, FrameBytes, TimeSpan.FromMinutes(10), time);
    }

    /// <summary>What the server said about itself.</summary>
    public WireMap Metadata { get; private set; } = [];

    /// <summary>Whether another observation may be sent.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Connects and waits for the metadata.</summary>
    /// <param name="address">From <see cref="OpenpiAddress.Parse"/>.</param>
    /// <exception cref="ForewarnException">Nobody answers there, or not as an openpi server does.</exception>
    /// <exception cref="OperationCanceledException">Canceled.</exception>
    public static async Task<OpenpiClient> ConnectAsync(Uri address, string? apiKey, TimeProvider time, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        // A policy may compute for longer than any ping is waited for; and robots reach their servers directly.
        (socket.Options.KeepAliveInterval, socket.Options.Proxy) = (TimeSpan.Zero, null);
        if (apiKey is not null) socket.Options.SetRequestHeader("Authorization", $"Api-Key {apiKey}");
        var client = new OpenpiClient(socket, address, time);
        try
        {
            await socket.ConnectAsync(address, cancel);
            client.Metadata = await client.ReceiveAsync(cancel);
            return client;
        }
        catch (Exception fault)
        {
            client.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw fault is WebSocketException
                ? ForewarnException.Of($"openpi server at {address}", $"'{(fault.InnerException ?? fault).Message.TrimEnd('.')}'", "a WebSocket",
                    "Start the server, or correct the address or the key.", ExitCode.Environment, fault)
                : fault;
        }
    }

    /// <exception cref="ForewarnException">The server reports an error, or breaks the protocol or the connection.</exception>
    /// <exception cref="OperationCanceledException">Canceled; the connection is given up, for its answer would come later.</exception>
    public async Task<WireMap> InferAsync(WireMap observation, CancellationToken cancel)
    {
        if (!IsUsable) throw new InvalidOperationException("the connection has ended");
        _out.ResetWrittenCount();
        WireWriter.Write(observation, _out);
        IsUsable = false;
        try
        {
            await _frames.SendAsync(_out.WrittenMemory, WebSocketMessageType.Binary, cancel);
            WireMap answer = await ReceiveAsync(cancel);
            IsUsable = true;
            return answer;
        }
        catch (WebSocketException fault)
        {
            throw Broken($"'{fault.Message.TrimEnd('.')}'", fault);
        }
    }

    public void Dispose()
    {
        IsUsable = false;
        _socket.Abort();
        _socket.Dispose();
    }

    private async Task<WireMap> ReceiveAsync(CancellationToken cancel)
    {
        try
        {
            var frame = await _frames.ReceiveAsync(cancel) ?? throw Broken($"it closed ({_socket.CloseStatusDescription})", null);
            if (frame.IsText)
                throw new ForewarnException($"openpi server at {_address} reports an error: {Encoding.UTF8.GetString(frame.Bytes.Span)}");
            return WireReader.Read(frame.Bytes);
        }
        catch (FrameSocket.FrameTooLargeException fault)
        {
            throw Broken(fault.Message, fault);
        }
    }

    private ForewarnException Broken(string found, Exception? cause) => ForewarnException.Of(
        $"openpi server at {_address}", found, "an answer", "Look at the server's log.", ExitCode.Environment, cause);
}
