using System;
using System.Collections.Generic;

namespace ROS2;

public abstract class Service : Waitable
{
    internal abstract void Put(object request, Action<object> answer);
}

public sealed class Service<TService, TRequest, TResponse>(Action<TRequest, TResponse> callback) : Service
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
    private readonly Queue<(TRequest Request, Action<object> Answer)> _queue = [];

    internal override bool IsReady => _queue.Count > 0;

    internal override void Put(object request, Action<object> answer) => Bus.Notify(() => _queue.Enqueue(((TRequest)request, answer)));

    internal override void Take()
    {
        if (!TryDequeue(_queue, out var asked)) return;
        var response = new TResponse();
        callback(asked.Request, response);
        asked.Answer(response);
    }
}
