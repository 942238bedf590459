using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// One client: metadata first, then an answer for every observation. Nothing is read while an observation is worked on, so
/// a client that sends faster than it is served is stopped by TCP.
/// </summary>
internal sealed class OpenpiConnection(
    OpenpiServer server, FrameSocket frames, IServedPolicy policy, TurnQueue turns, OpenpiServerOptions options, TimeProvider time)
{
    // The words of openpi's own server: clients look for them.
    internal const string FaultReason = "Internal server error. Traceback included in previous frame.";

    private const string BatchKey = "batch";

    private readonly ArrayBufferWriter<byte> _out = new(4096);
    private Task _running = Task.CompletedTask;
    private double? _prevTotalMs;

    /// <summary>Serves until either side ends it.</summary>
    /// <param name="gone">The connection is lost.</param>
    /// <param name="stopping">The server stops: what is under way is not finished.</param>
    public async Task RunAsync(CancellationToken gone, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone);
        using var stop = stopping.Register(() => _ = frames.GoodbyeAsync(ended));
        IServedSession? session = null;
        try
        {
            session = policy.Open();
            await SendAsync(new WireMap(policy.Metadata) { [BatchKey] = true }, ended.Token);
            while (await frames.ReceiveAsync(ended.Token) is { } frame)
            {
                long received = time.GetTimestamp();
                await SendAsync(await AnswerAsync(session, frame, received, ended.Token), ended.Token);
                server.Answered();
                _prevTotalMs = time.GetElapsedTime(received).TotalMilliseconds;
            }
            await frames.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException)
        {
            // Half a frame, no WebSocket frame, or an answer that nobody took: the socket itself is of no more use.
            frames.Socket.Abort();
        }
        catch (FrameSocket.FrameTooLargeException fault)
        {
            server.Faulted();
            await frames.CloseAsync(WebSocketCloseStatus.MessageTooBig, fault.Message);
        }
        catch (Exception fault)
        {
            await TellAsync(fault, ended.Token);
        }
        finally
        {
            Release(session);
        }
    }

    private async Task<WireMap> AnswerAsync(IServedSession session, FrameSocket.Frame frame, long received, CancellationToken ended)
    {
        try
        {
            if (frame.IsText)
                throw ForewarnException.Of("frame", "a text", "a binary frame with a MessagePack map", "Pack the observation as openpi does.");
            WireMap request = WireReader.Read(frame.Bytes, options.Limits);
            long start = time.GetTimestamp();
            WireMap answer = request.Count == 1 && request.Has(BatchKey)
                ? await BatchAsync(session, request.List(BatchKey), received, ended)
                : await InferAsync(session, request, received, ended);
            var timing = new WireMap { ["infer_ms"] = time.GetElapsedTime(start).TotalMilliseconds };
            if (_prevTotalMs is { } previous) timing["prev_total_ms"] = previous;
            answer["server_timing"] = timing;
            return answer;
        }
        catch (Exception fault) when (fault is not Failure && !ended.IsCancellationRequested)
        {
            throw new Failure(fault);
        }
    }

    /// <summary>Every observation of a batch waits for a turn of its own: a large batch does not keep the others waiting.</summary>
    private async Task<WireMap> BatchAsync(IServedSession session, IReadOnlyList<object?> observations, long received, CancellationToken ended)
    {
        if (observations.Count is 0 || observations.Count > options.BatchSize)
            throw ForewarnException.Of("key 'batch'", $"{observations.Count} observations", $"1 to {options.BatchSize}", "Send smaller batches.");
        var answers = new List<object?>(observations.Count);
        foreach (object? item in observations)
        {
            WireMap observation = item as WireMap
                ?? throw ForewarnException.Of("key 'batch'", WireMap.Describe(item), "a list of observation maps", "Send a map per observation.");
            answers.Add(await InferAsync(session, observation, received, ended));
        }
        return new WireMap { [BatchKey] = answers };
    }

    private async Task<WireMap> InferAsync(IServedSession session, WireMap observation, long received, CancellationToken ended)
    {
        using var late = new CancellationTokenSource(options.Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ended);
        double inferMs = 0;
        Task<WireMap> job = turns.RunAsync(async deadline =>
        {
            long start = time.GetTimestamp();
            WireMap result = await session.InferAsync(new(observation, received), deadline);
            inferMs = time.GetElapsedTime(start).TotalMilliseconds;
            return result;
        }, both.Token);
        _running = job;
        try
        {
            // A policy that ignores its deadline keeps its thread, not its client.
            var answer = new WireMap(await job.WaitAsync(both.Token));
            if (!answer.Has("policy_timing")) answer["policy_timing"] = new WireMap { ["infer_ms"] = inferMs };
            return answer;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ended.IsCancellationRequested)
        {
            throw ForewarnException.Of("answer", $"none after {options.Deadline.TotalMilliseconds:F0} ms", "one before the deadline",
                "Ask less often, with fewer clients, or raise the server's deadline.");
        }
    }

    private async Task SendAsync(WireMap map, CancellationToken cancel)
    {
        _out.ResetWrittenCount();
        WireWriter.Write(map, _out);
        await frames.SendAsync(_out.WrittenMemory, WebSocketMessageType.Binary, cancel);
    }

    /// <summary>openpi's way to report an error: its text in a text frame, then close 1011.</summary>
    private async Task TellAsync(Exception fault, CancellationToken cancel)
    {
        server.Faulted();
        Exception cause = fault is Failure ? fault.InnerException! : fault;
        string message = cause is ForewarnException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        try
        {
            await frames.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, cancel);
            await frames.CloseAsync(WebSocketCloseStatus.InternalServerError, FaultReason);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            frames.Socket.Abort();
        }
    }

    /// <summary>A call that outlived its deadline still uses the session.</summary>
    private void Release(IServedSession? session)
    {
        if (session is null) return;
        _running.ContinueWith(
            (call, state) =>
            {
                _ = call.Exception;
                ((IServedSession)state!).Dispose();
            },
            session, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Something about an observation or its answer, as opposed to the socket.</summary>
    private sealed class Failure(Exception cause) : Exception(cause.Message, cause);
}
