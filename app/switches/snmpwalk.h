#pragma once

#include "app/switches/snmpsession.h"

#include <QFuture>
#include <QPromise>
#include <QTimer>

namespace rackhouse
{

/// Reads columns of an agent's MIB, one after the other, row by row. Engine thread. It deletes
/// itself once it has ended; with its parent it ends without an answer.
///
/// Errors: those of SnmpSession, "switch-too-slow", "switch-too-large", "switch-mib-loops" (the
/// agent goes back to rows that it has told).
class SnmpWalk : public QObject
{
    Q_OBJECT
public:
    using Variables = SnmpSession::Variables;

    static QFuture<Result<Variables>> start(const SnmpTarget& target, std::vector<Oid> columns,
                                            const SnmpLimits& limits, QObject* parent);

private:
    SnmpWalk(SnmpTarget target, std::vector<Oid> columns, const SnmpLimits& limits,
             QObject* parent);

    void begin();
    void discovered(const Result<Variables>& answer);
    void open(const QByteArray& engineId);
    void askOn();
    void take(const Result<Variables>& answer);
    void use(std::unique_ptr<SnmpSession> session);
    void end(Result<Variables> result);

    const SnmpTarget m_target;
    const std::vector<Oid> m_columns;
    const SnmpLimits m_limits;
    std::unique_ptr<SnmpSession> m_session;
    std::size_t m_column = 0;
    Oid m_last; ///< the row that was told last
    Variables m_told;
    QTimer m_limit;
    QPromise<Result<Variables>> m_promise;
};

} // namespace rackhouse
