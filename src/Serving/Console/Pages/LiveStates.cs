using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Forewarn.Serving;

/// <summary>
/// Sends pages the latest state as server-sent events. Nothing is queued for a page: while it does not take what was sent,
/// states pass it by, and the next it gets is the latest.
/// </summary>
/// <param name="state">What holds now; called for every page and turn.</param>
internal sealed class LiveStates(Func<object> state, ConsoleOptions options, TimeProvider time)
{
    private int _pages;

    /// <summary>Pages that are connected.</summary>
    public int Pages => Volatile.Read(ref _pages);

    /// <summary>Serves one page until it goes, takes nothing for too long, or the host stops.</summary>
    public async Task ServeAsync(HttpContext context, CancellationToken stopping)
    {
        if (Interlocked.Increment(ref _pages) > options.MaxPages)
        {
            Interlocked.Decrement(ref _pages);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            await SendAsync(context.Response, "retry: 1000\n\n"u8.ToArray(), ending.Token);
            await FollowAsync(context.Response, ending.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // A page that does not take the goodbye either would hold up the host's stop.
            context.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _pages);
        }
    }

    private async Task FollowAsync(HttpResponse response, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        byte[] sent = [];
        long sentAt = 0;
        do
        {
            byte[] now = JsonSerializer.SerializeToUtf8Bytes(state(), ConsoleJson.Options);
            if (now.AsSpan().SequenceEqual(sent) && time.GetElapsedTime(sentAt) < options.Heartbeat) continue;
            await SendAsync(response, [.. "event: state\ndata: "u8, .. now, .. "\n\n"u8], cancel);
            (sent, sentAt) = (now, time.GetTimestamp());
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private async Task SendAsync(HttpResponse response, byte[] bytes, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        await response.Body.WriteAsync(bytes, either.Token);
        await response.Body.FlushAsync(either.Token);
    }
}
