#pragma once

#include "widgets/common/formdialog.h"

#include <QJsonObject>

#include <vector>

namespace rackhouse
{

class Rows;

/// Posts one job a machine; tells of each refusal in the dialog and closes when all were taken.
void submitJobs(Context context, FormDialog* dialog, const QString& kind,
                const std::vector<QJsonObject>& machines, const QJsonObject& params);

/// Asks for an image, a hostname, SSH keys and user-data, then provisions the machine.
FormDialog* makeProvisionDialog(Context context, const QJsonObject& machine, QWidget* parent);
/// Lists what will be wiped and asks for the serial, or for the count of several.
FormDialog* makeWipeDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent);
/// The same before provisioned machines are taken from their work to be inspected.
FormDialog* makeInspectDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent);
/// Power on, off, force off, cycle.
FormDialog* makePowerDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent);
/// Asks for address ranges and a login, then looks for BMCs there.
FormDialog* makeDiscoverDialog(Context context, QWidget* parent);

/// Why the text cannot be user-data; empty when it can.
QString userDataProblem(const QString& text);

} // namespace rackhouse
