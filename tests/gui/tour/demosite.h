#pragma once

#include "models/store/replica.h"
#include "widgets/common/sitelink.h"

#include <QHash>

namespace rackhouse
{

/// Fills a replica with a site that has a bit of everything: racks, machines in each state, jobs
/// with steps, images. Without machines nothing is known of it. Returns the site's key.
Result<QString> fillDemoSite(Replica& replica, const Clock& clock, int machines = 26,
                             const QString& name = QStringLiteral("Paris-1"));

/// Two weeks of work at that site, and what happened in the last hours.
Result<void> fillDemoHistory(Replica& replica, const Clock& clock, const QString& siteKey);

/// A site that is always there and takes every command without doing anything.
class DemoLink : public SiteLink
{
    Q_OBJECT

public:
    explicit DemoLink(const Clock& clock) : m_clock(clock) {}

    /// Paths of the commands that were sent.
    const QStringList& posted() const { return m_posted; }
    const QList<QJsonObject>& bodies() const { return m_bodies; }
    const QStringList& keys() const { return m_keys; }
    const QStringList& removed() const { return m_removed; }
    /// What each command is answered from now on.
    void setAnswering(std::function<Result<QJsonObject>(const QJsonObject& body)> answering)
    {
        m_answering = std::move(answering);
    }
    /// Commands wait until the test answers them.
    void hold() { m_holding = true; }
    void answerHeld(const Result<QJsonObject>& result)
    {
        m_holding = false;
        for (const Answer& answer : std::exchange(m_held, {}))
            answer(result);
    }
    void setRole(Role role)
    {
        m_role = role;
        emit changed();
    }
    void setState(State state, const Error& error = {})
    {
        m_state = state;
        m_error = error;
        emit changed();
    }
    /// Where all sites are shown: the way to one of them.
    void lead(const QString& siteKey, SiteLink& link) { m_ways.insert(siteKey, &link); }
    SiteLink& of(const QString& siteKey) override { return *m_ways.value(siteKey, this); }
    State state() const override { return m_state; }
    QString siteName() const override { return QStringLiteral("Paris-1"); }
    QString who() const override { return QStringLiteral("jane"); }
    Role role() const override { return m_role; }
    Instant freshAt() const override { return m_clock.now().plusMs(-250'000); }
    qint64 behindMs() const override { return 0; }
    QString fingerprint() const override
    {
        return QStringLiteral("3f9c07d1b2a84e6650c1ffdd92e7a03b8c44d15e7af0926bb13ce8d2745f6a90");
    }
    Error lastError() const override { return m_error; }
    using Reading =
        std::function<void(const QString& path, const QUrlQuery&, QObject* guard, Answer)>;
    /// What is asked from now on goes there.
    void setReading(Reading reading) { m_reading = std::move(reading); }
    void get(const QString& path, const QUrlQuery& query, QObject* guard, Answer answer) override
    {
        if (m_reading)
            m_reading(path, query, guard, std::move(answer));
        else
            answer({});
    }
    void post(const QString& path, const QJsonObject& body, QObject*, Answer answer,
              const QString& key) override
    {
        m_posted << path;
        m_bodies << body;
        m_keys << key;
        if (m_holding)
            m_held.append(std::move(answer));
        else
            answer(m_answering ? m_answering(body) : Result<QJsonObject>());
    }
    void patch(const QString& path, const QJsonObject& body, qint64, QObject* guard,
               Answer answer) override
    {
        post(path, body, guard, std::move(answer), {});
    }
    void remove(const QString& path, QObject*, Answer answer) override
    {
        m_removed << path;
        answer(QJsonObject());
    }
    void upload(const QString& path, const QString& file, Progress, QObject* guard,
                Answer answer) override
    {
        post(path, {{QStringLiteral("file"), file}}, guard, std::move(answer), {});
    }

private:
    const Clock& m_clock;
    State m_state = State::Online;
    Role m_role = Role::Operator;
    Error m_error;
    QStringList m_posted;
    QList<QJsonObject> m_bodies;
    QStringList m_keys;
    QStringList m_removed;
    std::function<Result<QJsonObject>(const QJsonObject&)> m_answering;
    Reading m_reading;
    QList<Answer> m_held;
    bool m_holding = false;
    QHash<QString, SiteLink*> m_ways; ///< by site key
};

} // namespace rackhouse
