#pragma once

#include "widgets/common/formdialog.h"

#include <QJsonObject>

#include <vector>

namespace rackhouse
{

/// Asks for an image, a hostname, SSH keys, user-data and the serial, then provisions the machine.
FormDialog* makeProvisionDialog(Context context, const QJsonObject& machine, QWidget* parent);
/// Lists what will be wiped and asks for the serial, or for the count of several.
FormDialog* makeWipeDialog(Context context, const std::vector<QJsonObject>& machines,
                           QWidget* parent);
/// The same before provisioned machines are taken from their work to be inspected.
FormDialog* makeInspectDialog(Context context, const std::vector<QJsonObject>& machines,
                              QWidget* parent);
/// Power on, off, force off, cycle; what cuts off a machine in use asks for the same.
FormDialog* makePowerDialog(Context context, const std::vector<QJsonObject>& machines,
                            QWidget* parent);
/// Asks for address ranges and a login, then looks for BMCs there.
FormDialog* makeDiscoverDialog(Context context, QWidget* parent);

/// Why the text cannot be user-data; empty when it can.
QString userDataProblem(const QString& text);

} // namespace rackhouse
