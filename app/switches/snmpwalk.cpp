#include "app/switches/snmpwalk.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

bool isBelow(const Oid& name, const Oid& column)
{
    return name.size() > column.size() && std::equal(column.begin(), column.end(), name.begin());
}

} // namespace

QFuture<Result<SnmpWalk::Variables>> SnmpWalk::start(const SnmpTarget& target,
                                                     std::vector<Oid> columns,
                                                     const SnmpLimits& limits, QObject* parent)
{
    auto* walk = new SnmpWalk(target, std::move(columns), limits, parent);
    auto future = walk->m_promise.future();
    walk->begin();
    return future;
}

SnmpWalk::SnmpWalk(SnmpTarget target, std::vector<Oid> columns, const SnmpLimits& limits,
                   QObject* parent)
    : QObject(parent), m_target(std::move(target)), m_columns(std::move(columns)), m_limits(limits)
{
    m_promise.start();
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { end(fail("switch-too-slow")); });
    m_limit.start(limits.walkMs);
}

void SnmpWalk::begin()
{
    if (!m_target.isV3)
        return open({});
    auto session = SnmpSession::open(m_target, m_limits);
    if (!session)
        return end(fail(session.error()));
    use(*std::move(session));
    m_session->discoverEngine([this](const Result<Variables>& answer) { discovered(answer); });
}

void SnmpWalk::discovered(const Result<Variables>& answer)
{
    if (!answer)
        return end(fail(answer.error()));
    const QByteArray engineId = m_session->engineId();
    if (engineId.isEmpty())
        return end(fail("switch-without-v3"));
    open(engineId);
}

void SnmpWalk::open(const QByteArray& engineId)
{
    auto session = SnmpSession::open(m_target, m_limits, engineId);
    if (!session)
        return end(fail(session.error()));
    use(*std::move(session));
    askOn();
}

void SnmpWalk::askOn()
{
    if (m_column == m_columns.size())
        return end(std::move(m_told));
    if (m_last.empty())
        m_last = m_columns[m_column];
    m_session->getBulk(m_last, m_limits.rows,
                       [this](const Result<Variables>& answer) { take(answer); });
}

void SnmpWalk::take(const Result<Variables>& answer)
{
    if (!answer)
        return end(fail(answer.error()));
    bool columnEnds = answer->empty();
    for (const MibVariable& variable : *answer) {
        columnEnds = !isBelow(variable.name, m_columns[m_column]);
        if (columnEnds)
            break;
        if (variable.name <= m_last)
            return end(fail("switch-mib-loops"));
        if (m_told.size() == m_limits.variables)
            return end(fail("switch-too-large"));
        m_last = variable.name;
        m_told.push_back(variable);
    }
    if (columnEnds) {
        ++m_column;
        m_last.clear();
    }
    askOn();
}

/// The session before it may be the one that is calling.
void SnmpWalk::use(std::unique_ptr<SnmpSession> session)
{
    if (SnmpSession* before = m_session.release())
        before->deleteLater();
    m_session = std::move(session);
}

void SnmpWalk::end(Result<Variables> result)
{
    m_limit.stop();
    use({});
    m_promise.addResult(std::move(result));
    m_promise.finish();
    deleteLater();
}

} // namespace rackhouse
