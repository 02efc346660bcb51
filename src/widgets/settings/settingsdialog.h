// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatetrust.h"
#include "client/setup/connectioncontroller.h"

#include <QDialog>

#include <memory>

class QAbstractButton;

namespace Ui {
class SettingsDialog;
}

namespace holdline::widgets {

/// Lets its user choose which server to talk with and how. Not modal; open it with show(). What is
/// applied is told; nothing is carried out here.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        client::ConnectionChoice connection{};
        QString recentAddress{}; ///< of another server that was used before
        QList<client::CertificateTrust::Pin> pins{};
        bool hasKeychain = false;
    };

    SettingsDialog(const Content &content, QWidget *parent);
    ~SettingsDialog() override;

    /// What the fields say now.
    client::ConnectionChoice connection() const;

Q_SIGNALS:
    /// These come when they are applied, in this order.
    void certificateDistrusted(const QString &server);
    void connectionChosen(const holdline::client::ConnectionChoice &choice);

private:
    void fill();
    void connectFields();
    void showPins();
    void removePin();
    void onButton(const QAbstractButton *button);
    void apply();
    void forgetTokenOfAnotherServer();
    void refresh();
    QString addressComplaint() const;
    QString tokenComplaint() const;

    std::unique_ptr<Ui::SettingsDialog> m_ui;
    Content m_content; ///< as applied
    QStringList m_distrusted; ///< not applied yet
};

} // namespace holdline::widgets
