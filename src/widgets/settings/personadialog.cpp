// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/personadialog.h"

#include "client/persona/personacontroller.h"
#include "protocol/limits.h"
#include "widgets/look/avatar.h"
#include "widgets/look/fittoscreen.h"
#include "widgets/look/personawords.h"
#include "widgets/look/stackedbuttons.h"
#include "widgets/settings/formwords.h"

#include "ui_personadialog.h"

#include <QFileDialog>
#include <QMenu>
#include <QSaveFile>
#include <QSignalBlocker>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::Persona;
using client::PersonaController;

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kWideEnough = 620; // for the list beside the fields, at the usual size of text

QString fileFilter()
{
    return PersonaDialog::tr("Personas (*.json)");
}

} // namespace

PersonaDialog::PersonaDialog(PersonaController &personas, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PersonaDialog>())
    , m_personas(personas)
{
    m_ui->setupUi(this);
    fitToScreen(*this);
    new StackedButtons(*m_ui->buttons);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_WindowPropagation); // the colours of the window
    fillMenu();
    connectParts();
    m_ui->form->setVoices(personas.voices());
    showPersonas();
    select(personas.chosen().id);
    say(*m_ui->listWords, {}, false);
    m_ui->list->setFocus(Qt::OtherFocusReason);
}

PersonaDialog::~PersonaDialog() = default;

void PersonaDialog::fillMenu()
{
    auto *menu = new QMenu(this);
    menu->addActions({m_ui->copy, m_ui->remove});
    menu->addSeparator();
    menu->addActions({m_ui->importFile, m_ui->exportFile, m_ui->exportAll});
    m_ui->more->setMenu(menu);
    m_ui->remove->setShortcut(QKeySequence::Delete);
    m_ui->remove->setShortcutContext(Qt::WidgetShortcut);
    m_ui->list->addAction(m_ui->remove);
}

void PersonaDialog::connectParts()
{
    connect(m_ui->list, &QListWidget::currentItemChanged, this, &PersonaDialog::showCurrent);
    connect(m_ui->add, &QToolButton::clicked, this, &PersonaDialog::addNew);
    connect(m_ui->copy, &QAction::triggered, this, &PersonaDialog::copyCurrent);
    connect(m_ui->remove, &QAction::triggered, this, &PersonaDialog::removeCurrent);
    connect(m_ui->undo, &QPushButton::clicked, this, [this] {
        const QString id = m_personas.removed() ? m_personas.removed()->id : QString();
        m_personas.restore();
        select(id);
        m_ui->list->setFocus(Qt::OtherFocusReason);
    });
    connect(m_ui->importFile, &QAction::triggered, this, [this] { askForFile(false); });
    connect(m_ui->exportFile, &QAction::triggered, this, [this] { askForFile(true); });
    connect(m_ui->exportAll, &QAction::triggered, this, [this] { askForFile(true, true); });
    connect(m_ui->form, &PersonaForm::edited, &m_personas, &PersonaController::change);
    connect(m_ui->form, &PersonaForm::sampleRequested, &m_personas, &PersonaController::sample);
    connect(&m_personas, &PersonaController::changed, this, &PersonaDialog::showPersonas);
    connect(&m_personas, &PersonaController::voicesChanged, this,
            [this] { m_ui->form->setVoices(m_personas.voices()); });
    connect(&m_personas, &PersonaController::keptForThisRunOnly, this, [this] {
        complain(tr("The personas can’t be stored: this change lasts until you quit."));
    });
}

void PersonaDialog::setHearsOnlyEnglish(bool onlyEnglish)
{
    m_ui->form->setHearsOnlyEnglish(onlyEnglish);
}

void PersonaDialog::done(int result)
{
    m_ui->form->commit();
    QDialog::done(result);
}

void PersonaDialog::resizeEvent(QResizeEvent *event)
{
    const int needed = kWideEnough * fontMetrics().height() / 17;
    const bool isWide = width() >= needed;
    m_ui->parts->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    QDialog::resizeEvent(event);
}

// ---- the list

QString PersonaDialog::currentId() const
{
    const QListWidgetItem *item = m_ui->list->currentItem();
    return item ? item->data(kIdRole).toString() : QString();
}

void PersonaDialog::select(const QString &id)
{
    for (int row = 0; row < m_ui->list->count(); ++row) {
        if (m_ui->list->item(row)->data(kIdRole) == id)
            m_ui->list->setCurrentRow(row);
    }
}

void PersonaDialog::showPersonas()
{
    const QString id = currentId();
    const int row = m_ui->list->currentRow();
    {
        const QSignalBlocker blocker(m_ui->list);
        m_ui->list->clear();
        for (const Persona &persona : m_personas.personas()) {
            auto *item =
                new QListWidgetItem(portraitIcon(persona, *this, m_ui->list->iconSize().width()),
                                    persona.name(), m_ui->list);
            item->setData(kIdRole, persona.id);
            item->setToolTip(persona.role);
        }
        m_ui->list->setCurrentRow(std::min(std::max(row, 0), m_ui->list->count() - 1));
        select(id);
    }
    showCurrent();
    m_ui->remove->setEnabled(m_personas.personas().size() > 1);
    const auto &removed = m_personas.removed();
    say(*m_ui->listWords,
        removed ? tr("“%1” is deleted.", "a persona").arg(removed->name()) : QString(), false);
    m_ui->undo->setVisible(removed.has_value());
}

void PersonaDialog::showCurrent()
{
    m_ui->form->commit();
    if (const Persona *persona = m_personas.find(currentId()))
        m_ui->form->setPersona(*persona);
}

// ---- what the user does

void PersonaDialog::addNew()
{
    m_ui->form->commit();
    const QString id =
        m_personas.add(Persona{.id = {}, .configuration = {.persona = tr("New persona")}});
    if (id.isEmpty()) {
        complain(PersonaWords::complaint(client::PersonaFileError::TooLarge));
        return;
    }
    select(id);
    m_ui->form->focusName();
}

void PersonaDialog::copyCurrent()
{
    m_ui->form->commit();
    Persona copy = *m_personas.find(currentId());
    copy.configuration.persona =
        tr("%1 (copy)", "a persona").arg(copy.name()).left(protocol::kMaxPersonaName);
    select(m_personas.add(copy));
    m_ui->form->focusName();
}

void PersonaDialog::removeCurrent()
{
    m_ui->form->commit();
    m_personas.remove(currentId());
    m_ui->undo->setFocus(Qt::OtherFocusReason);
}

void PersonaDialog::askForFile(bool saves, bool all)
{
    m_ui->form->commit();
    auto *dialog = new QFileDialog(this, saves ? tr("Export personas") : tr("Import personas"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilter(fileFilter());
    dialog->setDefaultSuffix(u"json"_s);
    dialog->setAcceptMode(saves ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(saves ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    if (saves)
        dialog->selectFile((all ? u"personas"_s : m_personas.find(currentId())->name())
                           + u".json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, saves, all](const QString &path) {
        if (saves)
            exportTo(path, all);
        else
            importFrom(path);
    });
    dialog->open();
}

void PersonaDialog::exportTo(const QString &path, bool all)
{
    const std::vector<Persona> chosen =
        all ? m_personas.personas() : std::vector{*m_personas.find(currentId())};
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.write(client::exportPersonas(chosen)) >= 0 && file.commit();
    if (!isWritten)
        complain(tr("The file can’t be written."));
}

void PersonaDialog::importFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(tr("The file can’t be read."));
        return;
    }
    const auto added = m_personas.add(file.read(client::kMaxPersonaFile + 1));
    if (!added) {
        complain(PersonaWords::complaint(added.error()));
        return;
    }
    select(added.value().first());
    m_ui->list->setFocus(Qt::OtherFocusReason);
}

void PersonaDialog::complain(const QString &words)
{
    say(*m_ui->listWords, words, true);
}

} // namespace holdline::widgets
