#pragma once

#include "models/base/error.h"
#include "models/base/result.h"
#include "widgets/common/context.h"

#include <QJsonObject>
#include <QObject>

#include <vector>

namespace rackhouse
{

class FormDialog;

/// The jobs that a dialog asks for, one a machine. What the site has taken is never asked for
/// again; each refusal is named in the dialog, and the next press of its verb repeats only those.
/// The dialog closes when all were taken, and owns this.
class JobOrders : public QObject
{
    Q_OBJECT

public:
    JobOrders(Context context, FormDialog* dialog, QString kind,
              const std::vector<QJsonObject>& machines);

    void send(const QJsonObject& params);

private:
    struct Order {
        QJsonObject machine;
        QJsonObject body = {};
        QString key = {};
        bool taken = false;
        Error refusal = {};

        QString name() const { return machine.value(QStringLiteral("name")).toString(); }
    };
    void post(Order& order, const QJsonObject& params);
    void finish();

    Context m_context;
    FormDialog* m_dialog;
    QString m_kind;
    std::vector<Order> m_orders;
    int m_unanswered = 0;
};

} // namespace rackhouse
