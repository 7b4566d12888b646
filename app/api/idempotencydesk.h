#pragma once

#include "app/api/route.h"
#include "models/store/store.h"

#include <mutex>

namespace rackhouse::api
{

/// Gives a repeated request the answer of its first one, over restarts too. Requests with the same
/// key that come while the first is under way wait for its answer. Safe from any thread.
class IdempotencyDesk
{
public:
    explicit IdempotencyDesk(Store& store) : m_store(store) {}

    /// Runs the route's handler once for each key and caller. Errors: "idempotency-key-missing",
    /// "idempotency-key-reused".
    void run(const Route& route, std::shared_ptr<Call> call, Respond respond);

private:
    struct Running {
        QString asked; ///< route and hash of the body
        std::vector<Respond> waiting;
    };
    void begin(const Route& route, std::shared_ptr<Call> call, StoredReply reply);
    void end(const StoredReply& reply, Result<http::Response> answer);
    void finish(const QString& name, const Result<http::Response>& answer);

    Store& m_store;
    std::mutex m_mutex;
    QHash<QString, Running> m_running; ///< by key and actor
};

} // namespace rackhouse::api
